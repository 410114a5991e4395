import CommandLineSupport
import PackageFormat

/// A screening in words, for a terminal: counts, never a value.
struct ScreeningText {
    let report: ScreeningReport

    var text: String {
        var lines = report.tables.flatMap(table)
        if report.findings.isEmpty {
            lines.append("nothing was found")
        } else {
            lines.append("\(counted(report.findings.count, "finding")):")
            lines += report.findings.map { finding($0) }
        }
        return lines.joined(separator: "\n")
    }

    /// Two lines for each finding: its id, then what it says.
    func finding(_ finding: ScreeningFinding) -> String {
        "  \(finding.id)\n      \(finding.sentence)"
    }

    private func table(_ table: ScreenedTable) -> [String] {
        var lines = [
            "\(shown(table.path)): \(counted(table.records.value, "record")), \(counted(table.variables.count, "variable"))"
        ]
        let places = table.variables.compactMap { variable in
            variable.geography.map { "\(quoted(variable.name)) is \($0.words)" }
        }
        if !places.isEmpty { lines.append("  geography: " + places.joined(separator: ", ")) }
        if let risk = table.risk { lines += self.risk(risk, of: table.records.value) }
        return lines
    }

    private func risk(_ risk: DisclosureRisk, of records: Int) -> [String] {
        let names = risk.quasiIdentifiers.map { quoted($0) }.joined(separator: ", ")
        var lines = [
            "  by \(names): \(sizes(risk.sizes, of: records))"
        ]
        for without in risk.without {
            lines.append("    without \(quoted(without.variable)): \(sizes(without.sizes, of: records))")
        }
        for sensitive in risk.sensitive ?? [] where sensitive.oneValue.value > 0 {
            lines.append(
                "    \(quoted(sensitive.variable)) is the same for all in their cell: \(share(sensitive.oneValue.value, of: records))"
            )
        }
        lines.append("  whoever is alone in the sample need not be alone in the population")
        return lines
    }

    private func sizes(_ sizes: DisclosureRisk.Sizes, of records: Int) -> String {
        "\(share(sizes.uniques.value, of: records)) alone, \(grouped(sizes.below3.value)) in cells below 3, "
            + "\(grouped(sizes.below5.value)) below 5, \(grouped(sizes.below10.value)) below 10"
    }
}

/// `12 of 4,800 records (0.25%)`, or without `things`.
func share(_ count: Int, of whole: Int, _ things: String = "") -> String {
    let things = things.isEmpty ? "" : " \(things)"
    guard whole > 0 else { return grouped(count) + things }
    let hundredths = count * 10_000 / whole
    let digits = hundredths % 100
    let percent = count > 0 && hundredths == 0 ? "below 0.01" : "\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits)"
    return "\(grouped(count)) of \(grouped(whole))\(things) (\(percent)%)"
}

extension Geography {
    var words: String {
        switch self {
        case .outputArea: "an output area"
        case .lowerSuperOutputArea: "a lower-layer super output area"
        case .middleSuperOutputArea: "a middle-layer super output area"
        case .ward: "a ward"
        case .postcodeDistrict: "a postcode district"
        case .constituency: "a constituency"
        case .localAuthority: "a local authority"
        case .county: "a county"
        case .region: "a region"
        case .country: "a country"
        case .other: "an area of a GSS code"
        }
    }
}

extension ScreeningFinding {
    /// What was found, where, how often.
    var sentence: String {
        let file = quoted(path)
        let place = variable.map { "\(quoted($0)) in \(file)" } ?? file
        let cells = "\(share(count.value, of: of.value, "cells"))\(first)"
        let records = "\(share(count.value, of: of.value, "records"))\(first)"
        let limit = detail.map { shown($0) } ?? ""
        if let where_ = self.place, [.email, .telephone, .nationalInsurance, .postcode].contains(kind) {
            return "\(file): \(kind.thing) in \(counted(count.value, where_.thing))"
        }
        return switch kind {
        case .unnamedFile: "\(file) is named by no table of the agreement"
        case .unscreened: "\(file) was not looked into: \(limit)"
        case .malformed:
            "\(file): \(limit)\(count.value > 1 || !rows.isEmpty ? ", \(grouped(count.value))\(first)" : "")"
        case .maxRecords: "\(file) has \(grouped(of.value)) records; the agreement allows \(limit)"
        case .notAgreed:
            "\(place) is no variable of the agreement; it is filled in \(share(count.value, of: of.value, "records"))"
        case .missing: "\(place) is missing; the agreement lists it"
        case .order: "\(file) has its variables in another order than the agreement"
        case .noneAgreed: "\(file) has none of the agreement's variables"
        case .type: "\(place) is not of type \(limit) in \(cells)"
        case .required: "\(place) is blank in \(records), and required"
        case .unique: "\(place) repeats a value in \(records), and is to be unique"
        case .minimum: "\(place) is below \(limit) in \(cells)"
        case .maximum: "\(place) is above \(limit) in \(cells)"
        case .pattern: "\(place) does not fit the pattern \(quoted(limit)) in \(cells)"
        case .enum: "\(place) has values that the agreement does not list in \(cells)"
        case .minLength: "\(place) is shorter than \(limit) characters in \(cells)"
        case .maxLength: "\(place) is longer than \(limit) characters in \(cells)"
        case .email, .telephone, .nationalInsurance, .nhsNumber, .postcode: "\(place) holds \(kind.thing) in \(cells)"
        case .dateOfBirth where self.place == nil: "\(place) holds dates that look like dates of birth in \(cells)"
        case .dateOfBirth, .name, .address:
            "\(place) is filled in \(records), and its \(self.place == .variableLabel ? "label" : "name") says \(kind.thing)"
        case .kThreshold:
            "\(file): \(share(count.value, of: of.value, "records")) are in cells below the agreement's \(limit)"
        }
    }

    private var first: String {
        guard !rows.isEmpty else { return "" }
        let numbers = rows.map { grouped($0.value) }
        let isAll = rows.count == count.value
        let list =
            numbers.count == 1 ? numbers[0] : numbers.dropLast().joined(separator: ", ") + " and " + numbers.last!
        return isAll
            ? ", in \(rows.count == 1 ? "record" : "records") \(list)"
            : ", first in \(rows.count == 1 ? "record" : "records") \(list)"
    }
}

extension ScreeningFinding.Kind {
    fileprivate var thing: String {
        switch self {
        case .email: "e-mail addresses"
        case .telephone: "telephone numbers"
        case .nationalInsurance: "National Insurance numbers"
        case .nhsNumber: "NHS numbers"
        case .postcode: "full postcodes"
        case .dateOfBirth: "date of birth"
        case .name: "a person's name"
        case .address: "an address"
        default: rawValue
        }
    }
}

extension ScreeningFinding.Place {
    fileprivate var thing: String {
        switch self {
        case .variableName: "variable name"
        case .variableLabel: "variable label"
        case .valueLabel: "value label"
        case .note: "note"
        case .fileLabel: "file label"
        }
    }
}
