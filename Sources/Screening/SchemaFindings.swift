import PackageFormat

/// Variables and cells against the agreement's table: Table Schema's `fieldsMatch`, types and constraints, and `max_records`.
struct SchemaFindings {
    let facts: TableFacts
    private var plan: TablePlan { facts.plan }

    init(facts: TableFacts) { self.facts = facts }

    var all: [ScreeningFinding] {
        var found: [ScreeningFinding] = []
        if let most = plan.table?.maximumRecords, facts.records > most {
            found.append(
                facts.finding(.maxRecords, count: facts.records - most, of: facts.records, detail: Line("\(most)")))
        }
        found += repeatedNames
        guard let schema = plan.table?.schema else { return found }
        found += variables(schema)
        for column in plan.variables.indices { found += cells(column) }
        return found
    }

    /// A name that stands twice has no one meaning, whatever the agreement says.
    private var repeatedNames: [ScreeningFinding] {
        var seen: Set<[UInt8]> = []
        let repeated = plan.variables.indices.filter { !seen.insert(Array(plan.variables[$0].text.utf8)).inserted }
        guard !repeated.isEmpty else { return [] }
        return [
            facts.finding(
                .malformed, repeated[0], count: repeated.count, of: plan.variables.count,
                detail: Line("names of variables that stand twice"))
        ]
    }

    /// Data Package v2, Table Schema, `fieldsMatch`.
    private func variables(_ schema: TableSchema) -> [ScreeningFinding] {
        let unknown = plan.variables.indices.filter { plan.variables[$0].field == nil }
        let present = Set(plan.variables.compactMap { $0.field?.name })
        let absent = schema.fields.filter { !present.contains($0.name) }
        let refusesMore = [.exact, .equal, .superset].contains(schema.fieldsMatch)
        let refusesFewer = [.exact, .equal, .subset].contains(schema.fieldsMatch)
        var found: [ScreeningFinding] = []
        if refusesMore {
            found += unknown.map { facts.finding(.notAgreed, $0, count: facts.filled($0), of: facts.records) }
        }
        if refusesFewer {
            found += absent.map {
                ScreeningFinding(
                    .missing, path: plan.path, variable: $0.name, count: 1, of: schema.fields.count)
            }
        }
        if schema.fieldsMatch == .exact, found.isEmpty,
            plan.variables.compactMap({ $0.field?.name }) != schema.fields.map(\.name)
        {
            found.append(facts.finding(.order, count: plan.variables.count, of: plan.variables.count))
        }
        if present.isEmpty, found.isEmpty {
            found.append(facts.finding(.noneAgreed, count: plan.variables.count, of: plan.variables.count))
        }
        return found
    }

    private func cells(_ column: Int) -> [ScreeningFinding] {
        guard let field = plan.variables[column].field else { return [] }
        let limits = field.constraints
        let rules: [(Counted, ScreeningFinding.Kind, Line?)] = [
            (.type, .type, Line(field.type.rawValue)), (.required, .required, nil),
            (.minimum, .minimum, limits?.minimum), (.maximum, .maximum, limits?.maximum),
            (.pattern, .pattern, limits?.pattern), (.enum, .enum, nil),
            (.minLength, .minLength, limits?.minLength.flatMap { Line("\($0)") }),
            (.maxLength, .maxLength, limits?.maxLength.flatMap { Line("\($0)") }),
        ]
        var found = rules.compactMap { what, kind, limit -> ScreeningFinding? in
            let count = facts.tally[what, column]
            guard count > 0 else { return nil }
            let rows = facts.rows(facts.tally.firstPlaces(what, column))
            return facts.finding(kind, column, count: count, of: facts.records, rows: rows, detail: limit)
        }
        if let repeats = facts.risk.repeats(of: column), repeats.count > 0 {
            found.append(
                facts.finding(
                    .unique, column, count: repeats.count, of: facts.records, rows: facts.rows(repeats.places)))
        }
        return found
    }
}
