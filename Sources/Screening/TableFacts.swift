import PackageFormat

/// From what was counted of a table to what is said of it.
struct TableFacts {
    let plan: TablePlan
    let tally: Tally
    let risk: RiskCounter
    let before: [Int]
    /// Dates are held against the year in which the agreement starts.
    let referenceYear: Int
    let texts: [LabelledText]
    let failure: Line?

    var records: Int { tally[.all] }
    func filled(_ column: Int) -> Int { max(0, records - tally[.blank, column]) }

    /// Counted from 1.
    func rows(_ places: [RecordPlace]) -> [Int] { places.map { before[$0.batch] + $0.row + 1 } }

    var table: ScreenedTable {
        ScreenedTable(
            path: plan.path, format: plan.format, records: Count(records)!,
            variables: plan.variables.indices.map { column in
                .init(
                    name: plan.variables[column].name, type: type(of: column),
                    blank: Count(tally[.blank, column])!, geography: geography(of: column))
            }, risk: risk.risk())
    }

    /// The agreement's, or what all cells that are not blank look like.
    private func type(of column: Int) -> Field.Kind {
        if let field = plan.variables[column].field { return field.type }
        let filled = filled(column)
        guard filled > 0 else { return .any }
        if tally[.integer, column] == filled { return .integer }
        if tally[.integer, column] + tally[.number, column] == filled { return .number }
        return .string
    }

    /// The finest of those that one cell in a hundred names.
    private func geography(of column: Int) -> Geography? {
        Geography.allCases.first { tally[$0.counted, column] * 100 >= max(1, filled(column)) }
    }

    /// File, variables, schema, identifiers, texts, risk: in this order.
    var findings: [ScreeningFinding] {
        fileFindings + SchemaFindings(facts: self).all + identifierFindings + textFindings + riskFindings
    }

    private var fileFindings: [ScreeningFinding] {
        var found: [ScreeningFinding] = []
        if let failure { found.append(finding(.malformed, count: 1, of: 1, detail: failure)) }
        let wrongs: [(CountedRecords, String)] = [
            (.ragged, "records of another number of cells than the header"),
            (.quotes, "quotes that are not closed, or stand inside a cell"),
            (.zeros, "zero bytes"),
        ]
        for (what, detail) in wrongs where tally[what] > 0 && failure == nil {
            found.append(
                finding(
                    .malformed, count: tally[what], of: max(records, tally[what]), rows: rows(tally.firstPlaces(what)),
                    detail: Line(detail)))
        }
        return found
    }

    private var identifierFindings: [ScreeningFinding] {
        plan.variables.indices.flatMap { IdentifierFindings(facts: self, column: $0).all }
    }

    /// Labels, notes: any identifier inside is one too many.
    private var textFindings: [ScreeningFinding] {
        let kinds: [(Counted, ScreeningFinding.Kind)] = [
            (.email, .email), (.telephone, .telephone), (.nationalInsurance, .nationalInsurance),
            (.postcode, .postcode),
        ]
        let names = plan.variables.map { LabelledText(place: .variableName, text: $0.text) }
        let labels = plan.variables.compactMap { variable in
            variable.label.map { LabelledText(place: .variableLabel, text: $0) }
        }
        let all = names + labels + texts
        return ScreeningFinding.Place.allCases.flatMap { place -> [ScreeningFinding] in
            let here = all.filter { $0.place == place }
            var counts: [Counted: Int] = [:]
            for text in here {
                var text = text.text
                text.withUTF8 { cell in
                    CellLook.identifiers(in: cell, seen: CellLook.kinds(of: cell)) { counts[$0, default: 0] += 1 }
                }
            }
            return kinds.compactMap { what, kind in
                counts[what].map { finding(kind, place: place, count: $0, of: here.count) }
            }
        }
    }

    private var riskFindings: [ScreeningFinding] {
        guard let risk = risk.risk(), let k = risk.kThreshold, let below = risk.belowK, below.value > 0 else {
            return []
        }
        return [finding(.kThreshold, count: below.value, of: records, detail: Line("\(k.value)"))]
    }

    func finding(
        _ kind: ScreeningFinding.Kind, _ column: Int? = nil, place: ScreeningFinding.Place? = nil, count: Int, of: Int,
        rows: [Int] = [], detail: Line? = nil
    ) -> ScreeningFinding {
        ScreeningFinding(
            kind, path: plan.path, variable: column.map { plan.variables[$0].name }, place: place, count: count, of: of,
            rows: rows, detail: detail)
    }
}
