import PackageFormat
import Sealing

/// From when until when, under which conditions, and what the extract may hold.
extension ClausesOf {
    var starts: Clause {
        Clause(
            "starts",
            "\(agreement.starts.date.inWords), start of day (\(agreement.timezone)): from \(agreement.starts.instant)",
            opening("before this day"))
    }

    var expires: Clause { Clause("expires", end(of: agreement.expires), opening("after this day")) }

    var reviewBy: Clause? {
        agreement.reviewBy.map {
            Clause("review_by", end(of: $0), opening("after this day until a later revision has arrived"))
        }
    }

    private func opening(_ when: String) -> KeyValuePairs<ClauseLabel, String> {
        [
            .detected:
                "\"unvault\" refuses to open \(when), and logs it; each opening is logged with its time, and a clock set back shows once the site's receipts reach the register.",
            .declared:
                "Not enforced: a recipient with a key can write a program of their own that ignores the date and leaves no mark.",
        ]
    }

    private func end(of day: DatedInstant) -> String {
        "\(day.date.inWords), end of day (\(agreement.timezone)): before \(day.instant)"
    }

    var deleteBy: Clause {
        Clause(
            "delete_by", end(of: agreement.deleteBy),
            [
                .detected: "A copy without a certificate by then is overdue in the register.",
                .attested:
                    "The site's key signs the certificate: what was erased, on what kind of storage, and that the delivery key was destroyed.",
                .declared:
                    "That no other copy exists nothing can show, and overwriting proves nothing on flash and copy-on-write file systems.",
            ])
    }

    var timezone: Clause {
        Clause(
            "timezone", agreement.timezone.description,
            [.declared: "For display alone: the UTC instants beside the days are what the tools go by."])
    }

    var conditions: Clause {
        guard !agreement.conditions.isEmpty else {
            return Clause("conditions", "none", [.declared: "Nothing beyond the other clauses is agreed."])
        }
        return Clause(
            "conditions", keys: ["id", "text"], listed(agreement.conditions.map(condition)),
            [
                .attested:
                    "Shown to whoever opens a package, who accepts them, at a terminal or by \"--accept-terms\".",
                .declared: "No tool sees whether they are kept.",
            ])
    }

    /// Its further lines are indented, so that none of them looks like another condition.
    private func condition(_ condition: Condition) -> String {
        "\(condition.id): " + condition.text.description.replacing("\n", with: "\n    ")
    }

    var onwardSharing: Clause {
        let consent =
            agreement.onwardSharing == .withWrittenConsent ? " Whether consent was given, no tool knows either." : ""
        return Clause(
            "onward_sharing", agreement.onwardSharing.rawValue,
            [
                .declared:
                    "A package that is passed on opens for nobody without a key of its cards, but nothing shows that a recipient did not pass on a key or opened data.\(consent)"
            ])
    }

    var storage: [Clause] {
        [
            Clause(
                "storage.encrypted", agreement.storage.encrypted.rawValue,
                agreement.storage.encrypted == .required
                    ? [
                        .detected:
                            "\"unvault\" looks at the destination once, refuses one that it sees to be without encryption, and logs what it saw.",
                        .attested: "Where the machine cannot see it, the operator's word is taken and logged.",
                        .declared: "That opened data stay there: they can be moved, and another program does not look.",
                    ] : [.declared: "A recommendation: \"unvault\" logs what it sees and refuses nothing."]),
            Clause(
                "storage.removable_media", agreement.storage.removableMedia.rawValue,
                agreement.storage.removableMedia == .prohibited
                    ? [
                        .attested: "Where the machine cannot tell, the operator's word is taken and logged.",
                        .declared:
                            "\"unvault\" refuses a destination that it sees to be removable, as a control for honest users; data can be moved there later.",
                    ] : [.declared: "Nothing is checked."]),
        ]
    }

    var screening: Clause {
        let acceptance = agreement.screening.acceptance
        guard !agreement.tables.isEmpty else {
            return Clause(
                "screening", keys: ["acceptance"], acceptance.rawValue,
                [.declared: "No tables are listed: \"pack\" screens nothing, and there is nothing to accept."])
        }
        return Clause(
            "screening", keys: ["acceptance"], acceptance.rawValue,
            [
                .detected:
                    "\"pack\" refuses (status 6) while a finding is not accepted by \(acceptance == .analyst ? "an approver or with the provider's key" : "an approver"), and \"unvault\" refuses a report with such a finding.",
                .attested: "Whoever accepts signs it; report and acceptances travel in the package.",
                .declared:
                    "That the report is whole: whoever has the provider's key can pack by other means, with none.",
            ])
    }

    var tables: Clause {
        guard !agreement.tables.isEmpty else {
            return Clause(
                "tables", "none", [.declared: "An agreement without tables is not screened by \"pack\"."])
        }
        var keys = ["path"]
        if agreement.tables.contains(where: { $0.maximumRecords != nil }) { keys.append("max_records") }
        if agreement.tables.contains(where: { $0.kThreshold != nil }) { keys.append("k_threshold") }
        let schemas = agreement.tables.compactMap(\.schema)
        if !schemas.isEmpty {
            keys += ["fieldsMatch", "fields.name", "fields.type", "fields.role"].map { "schema.\($0)" }
        }
        let limits = schemas.flatMap(\.fields).compactMap(\.constraints)
        keys += Constraints.CodingKeys.allCases.filter { key in limits.contains { $0.has(key) } }
            .map { "schema.fields.constraints.\($0.rawValue)" }
        return Clause(
            "tables", keys: keys, listed(agreement.tables.map(summary)),
            [
                .detected:
                    "On the sender's side, before packing, by the sender's own tool only: file names, fields, types, constraints, records, group sizes and direct identifiers; \"pack\" refuses (status 6) unless findings are accepted.",
                .declared: "No reader of packages holds the files against it, and a sender can send by other means.",
            ])
    }

    private func summary(_ table: Table) -> String {
        var parts: [String] = []
        if let records = table.maximumRecords { parts.append("at most \(records) records") }
        if let k = table.kThreshold { parts.append("groups of at least \(k)") }
        if let schema = table.schema {
            parts.append("\(schema.fields.count) fields, match \(schema.fieldsMatch.rawValue)")
        }
        return "\(table.path): \(parts.isEmpty ? "no limits" : parts.joined(separator: ", "))"
    }
}

extension Constraints {
    func has(_ key: CodingKeys) -> Bool {
        switch key {
        case .required: required != nil
        case .unique: unique != nil
        case .minimum: minimum != nil
        case .maximum: maximum != nil
        case .minLength: minLength != nil
        case .maxLength: maxLength != nil
        case .pattern: pattern != nil
        case .enum: self.enum != nil
        }
    }
}
