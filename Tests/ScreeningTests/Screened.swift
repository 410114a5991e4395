import PackageFormat
import TestCast

@testable import Screening

/// Screens `text` as `name`, fed in parts of `part` bytes. `isPlain`: byte by byte, without what is known of cells before.
func screened(
    _ text: some Sequence<UInt8>, as name: String = "t.csv", under table: Table? = nil, part: Int = 1 << 20,
    workers: Int = 2, isPlain: Bool = false
) -> ScreenedExtract {
    let agreement = Sample.agreement { if let table { $0.tables = [table] } }
    let screening = ExtractScreening(agreement, workers: workers)
    screening.isPlain = isPlain
    screening.begin(ArchivePath(name)!)
    let bytes = Array(text)
    for start in stride(from: 0, to: max(1, bytes.count), by: part) {
        bytes[start..<min(bytes.count, start + part)].withUnsafeBytes { screening.feed($0) }
    }
    screening.end()
    return screening.finish()
}

func screened(_ text: String, as name: String = "t.csv", under table: Table? = nil) -> ScreenedExtract {
    screened(text.utf8, as: name, under: table)
}

/// A table of the agreement, with every field a string in the role `other` unless it says otherwise.
func table(
    _ fields: [Field], match: TableSchema.FieldsMatch = .partial, records: Int? = nil, k: Int? = nil,
    path: String = "t.csv"
) -> Table {
    Table(
        path: ArchivePath(path)!, maximumRecords: records, kThreshold: k,
        schema: fields.isEmpty ? nil : TableSchema(fieldsMatch: match, fields: fields))
}

func field(
    _ name: String, _ type: Field.Kind = .string, _ role: Field.Role = .other,
    _ limit: (inout Constraints) -> Void = { _ in }
) -> Field {
    var constraints = Constraints()
    limit(&constraints)
    return Field(
        name: Line(name)!, type: type, role: role, constraints: constraints == Constraints() ? nil : constraints)
}

extension ScreenedExtract {
    /// `kind variable count/of rows` for each finding.
    var lines: [String] {
        findings.map { finding in
            let rows = finding.rows.map { String($0.value) }.joined(separator: ",")
            let place = finding.place.map { " @\($0.rawValue)" } ?? ""
            let variable = finding.variable.map { " \($0)" } ?? ""
            return "\(finding.kind.rawValue)\(variable)\(place) \(finding.count.value)/\(finding.of.value)"
                + (rows.isEmpty ? "" : " in \(rows)")
        }
    }
}

func column(_ name: String, _ cells: [String]) -> String { ([name] + cells).map { $0 + "\n" }.joined() }

/// The kinds that are found in a text.
func identifiers(in text: String) -> Set<Counted> {
    var found: Set<Counted> = []
    Array(text.utf8).withUnsafeBufferPointer { cell in
        CellLook.identifiers(in: cell, seen: CellLook.kinds(of: cell)) { found.insert($0) }
    }
    return found
}

/// The same numbers in every run.
struct Chance: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
