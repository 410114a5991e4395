import CustodyLog
import Files
import FoundationEssentials
import PackageFormat
import Sealing
import TestCast
import Testing

@testable import DeadlineRegister

/// A team's desk: a register in a scratch folder, and files that come.
final class Desk {
    let scratch = Scratch()
    let register: Register
    private var files = 0
    var path: String { register.path }

    /// Trusts the provider, unless told otherwise.
    init(trusting keys: [UInt8] = [Who.provider]) throws {
        try Register.create(at: scratch.path + "/register.db", organisation: Line("Department A")!)
        register = try Register(at: scratch.path + "/register.db")
        for key in keys { try trust(key) }
    }

    func trust(_ key: UInt8, as role: PinRole = .provider) throws {
        try register.trust(KeyLine(signer(key).key, comment: "Key \(key)"), as: role, now: Sample.now)
    }

    /// A file, as it would be given to `add`.
    func arrival(_ bytes: [UInt8]) throws -> Arrival {
        files += 1
        scratch.write(bytes, "file-\(files)")
        return try Arrival(reading: scratch.path + "/file-\(files)")
    }

    /// One file after the other.
    @discardableResult func add(_ files: [UInt8]...) throws -> [AddedRecord] {
        try files.flatMap { try register.add([try arrival($0)], now: Sample.now) }
    }

    /// Adds a file that must be taken or kept aside for just this reason.
    func add(_ file: [UInt8], expecting reason: AsideReason?, sourceLocation: SourceLocation = #_sourceLocation) throws
    {
        let added = try add(file)[0]
        #expect(added.reason == reason, sourceLocation: sourceLocation)
        let state: RecordState = reason.map { $0.waits ? .waiting : .refused } ?? .taken
        #expect(added.state == state && !added.isRepeated, sourceLocation: sourceLocation)
    }

    func copies(on date: String = "2027-01-15") throws -> [CopyRow] { try register.copies(at: .day(day(date))) }

    /// The only copy.
    func copy(on date: String = "2027-01-15", sourceLocation: SourceLocation = #_sourceLocation) throws -> CopyRow {
        let copies = try copies(on: date)
        try #require(copies.count == 1, sourceLocation: sourceLocation)
        return copies[0]
    }

    func state(on date: String = "2027-01-15", sourceLocation: SourceLocation = #_sourceLocation) throws -> CopyState {
        try copy(on: date, sourceLocation: sourceLocation).state
    }

    func findings() throws -> [String] { try register.findings().map { "\($0.code.rawValue): \($0.subject)" }.sorted() }
    func reasons() throws -> [AsideReason] { try register.aside().map(\.reason) }

    /// All that is shown, without the numbers of records, which are those of their arrival.
    func picture(on date: String) throws -> [String] {
        let moment = LookedAt.day(day(date))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        func text(_ rows: [CopyRow]) throws -> [String] {
            try rows.map {
                String(decoding: try encoder.encode($0), as: UTF8.self)
                    .replacing(/"certificate_record":[0-9]+/, with: "")
            }
        }
        return try text(register.copies(at: moment)) + ["due"] + text(register.due(at: moment, within: 30).copies)
            + ["findings"] + register.findings().map { "\($0.code.rawValue) \($0.subject) \($0.detail)" }.sorted()
            + ["aside"] + register.aside().map { "\($0.kind) \($0.reason)" }.sorted()
    }

    func fingerprints() throws -> [String: Int] { try register.read { try Register.fingerprints($0) } }

    /// `check` finds nothing, and a rebuild gives the very same tables.
    func expectSound(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let before = try fingerprints()
        #expect(throws: Never.self, sourceLocation: sourceLocation) { try self.register.check() }
        #expect(try fingerprints() == before, "check changes nothing", sourceLocation: sourceLocation)
        #expect(throws: Never.self, sourceLocation: sourceLocation) { try self.register.rebuild() }
        let after = try fingerprints()
        let changed = before.keys.filter { before[$0] != after[$0] }
        #expect(changed.isEmpty, sourceLocation: sourceLocation)
    }
}
