import PackageFormat

/// Direct identifiers in one variable. The thresholds are those of docs/screening.md, section 4.
struct IdentifierFindings {
    let facts: TableFacts
    let column: Int

    private var tally: Tally { facts.tally }
    private var variable: TablePlan.Variable { facts.plan.variables[column] }
    private var filled: Int { facts.filled(column) }
    /// A pseudonym that is an identifier is none, however rarely.
    private var isPseudonym: Bool { variable.field?.role == .pseudonym }

    var all: [ScreeningFinding] {
        [
            any(.email, .email), any(.telephone, .telephone), any(.nationalInsurance, .nationalInsurance), nhsNumber,
            postcode,
        ]
        .compactMap { $0 } + named
    }

    private func any(_ what: Counted, _ kind: ScreeningFinding.Kind) -> ScreeningFinding? {
        tally[what, column] > 0 ? counted(what, kind) : nil
    }

    private func counted(_ what: Counted, _ kind: ScreeningFinding.Kind) -> ScreeningFinding {
        facts.finding(
            kind, column, count: tally[what, column], of: filled, rows: facts.rows(tally.firstPlaces(what, column)))
    }

    /// One random number of ten digits in eleven has the right check digit.
    private var nhsNumber: ScreeningFinding? {
        let (valid, all) = (tally[.nhsNumber, column], tally[.tenDigits, column])
        return all >= 20 && valid * 10 >= all * 3 ? counted(.nhsNumber, .nhsNumber) : nil
    }

    private var postcode: ScreeningFinding? {
        let count = tally[.postcode, column]
        return count > 0 && (isPseudonym || count * 100 >= filled) ? counted(.postcode, .postcode) : nil
    }

    /// By what name or label say, and dates by their years.
    private var named: [ScreeningFinding] {
        guard filled > 0 else { return [] }
        let byName = NameHint.of(variable.text)
        let byLabel = variable.label.flatMap(NameHint.of)
        if let kind = byName ?? byLabel {
            let place = byName != nil ? ScreeningFinding.Place.variableName : .variableLabel
            return [facts.finding(kind, column, place: place, count: filled, of: facts.records)]
        }
        return looksLikeBirths ? [counted(.date, .dateOfBirth)] : []
    }

    /// Half of the cells are dates, of 15 years or more, and three in ten are of people who would be 16 by now.
    private var looksLikeBirths: Bool {
        let dates = tally[.date, column]
        if isPseudonym, dates > 0 { return true }
        guard dates >= 20, dates * 2 >= filled else { return false }
        let years = tally.years(of: column)
        // Years are counted to 2199; agreements may start later.
        let last = min(max(1_900, facts.referenceYear), Tally.firstYear + years.count - 1)
        let plausible = (1_900...last).map { ($0, years[$0 - Tally.firstYear]) }
        let distinct = plausible.count { $0.1 > 0 }
        let grown = plausible.reduce(0) { $0 + ($1.0 <= facts.referenceYear - 16 ? $1.1 : 0) }
        return distinct >= 15 && grown * 10 >= dates * 3
    }
}
