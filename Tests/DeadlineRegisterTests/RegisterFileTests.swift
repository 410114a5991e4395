import CustodyLog
import FoundationEssentials
import GRDB
import Glibc
import PackageFormat
import TestCast
import Testing

@testable import DeadlineRegister

/// What is no register, or no longer whole, is told apart, and left as it is.
@Suite struct RegisterFileTests {
    private let scratch = Scratch()
    private var path: String { scratch.path + "/register.db" }

    private func problem(_ body: () throws -> Void) -> RegisterError? {
        do { try body() } catch { return error as? RegisterError }
        return nil
    }

    /// Opened, looked at and checked.
    private func use() throws {
        let register = try Register(at: path)
        _ = try register.due(at: .day(day("2027-01-15")))
        _ = try register.check()
    }

    /// A register with a package and receipts, closed.
    private func make() throws {
        try Register.create(at: path, organisation: Line("Department A")!)
        let register = try Register(at: path)
        try register.trust(.init(signer(Who.provider).key, comment: "A"), as: .provider, now: Sample.now)
        let (sent, site) = (try Sent(), try Site(scratch))
        try site.open(sent)
        scratch.write(sent.bytes, "head")
        scratch.write(try site.receipts(), "receipts")
        _ = try register.add(
            try ["head", "receipts"].map { try Arrival(reading: scratch.path + "/" + $0) }, now: Sample.now)
    }

    @Test func aMissingFileIsMissing() {
        #expect(problem { try use() } == .missing(path: path))
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func anotherFileIsNoRegisterAndStaysAsItIs() throws {
        let foreign = try DatabaseQueue(path: scratch.path + "/foreign.db")
        try foreign.write { try $0.execute(sql: "CREATE TABLE t (x)") }
        try foreign.close()
        for bytes in [[], Array("not a database at all".utf8), scratch.read("foreign.db")!] {
            scratch.write(bytes, "register.db")
            #expect(problem { try use() } == .notARegister(path: path))
            #expect(scratch.read("register.db") == bytes)
            #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
        }
    }

    @Test func aFolderIsNoRegister() throws {
        _ = scratch.folder("register.db")
        #expect(problem { try use() } == .io(.init(.open, path, code: EISDIR)))
    }

    @Test func oneRegisterIsNotMadeOverAnother() throws {
        try make()
        let before = scratch.read("register.db")
        #expect(
            problem { try Register.create(at: path, organisation: Line("Department C")!) } == .exists(path: path))
        #expect(scratch.read("register.db") == before)
    }

    @Test func itIsForItsOwnerAlone() throws {
        try make()
        for name in ["register.db", "register.db-wal", "register.db-shm"] {
            var status = stat()
            guard lstat(scratch.path + "/" + name, &status) == 0 else { continue }
            #expect(status.st_mode & 0o777 == 0o600, "\(name)")
        }
    }

    @Test func aFolderThatIsNotThereIsNamed() {
        let elsewhere = scratch.path + "/none/register.db"
        let found = problem { try Register.create(at: elsewhere, organisation: Line("Department A")!) }
        guard case .io(let error) = found else { return #expect(Bool(false), "\(String(describing: found))") }
        #expect(error.code == ENOENT)
    }

    @Test func aTruncatedFileIsDamaged() throws {
        try make()
        let whole = scratch.read("register.db")!
        for length in [100, 4_096, whole.count / 2] {
            scratch.write(Array(whole.prefix(length)), "register.db")
            guard case .damaged = problem({ try use() }) else {
                Issue.record("\(length) of \(whole.count) bytes were not found to be damaged")
                continue
            }
        }
    }

    /// Every page, one at a time: never a crash, never other words than these.
    @Test func aPageOfNoiseIsDamaged() throws {
        try make()
        let whole = scratch.read("register.db")!
        for page in 0..<(whole.count / 4_096) {
            var bytes = whole
            // The first 100 bytes say that it is a register.
            let start = page == 0 ? 100 : page * 4_096
            for index in start..<(page + 1) * 4_096 { bytes[index] = UInt8(truncatingIfNeeded: index &* 31 &+ 7) }
            for name in ["register.db-wal", "register.db-shm"] { unlink(scratch.path + "/" + name) }
            scratch.write(bytes, "register.db")
            let found = problem { try use() }
            switch found {
            case .damaged: continue
            default: Issue.record("page \(page): \(String(describing: found))")
            }
        }
    }

    @Test func aStoredStatementThatWasChangedIsFound() throws {
        try make()
        let register = try Register(at: path)
        try register.write { db in
            try db.execute(sql: "UPDATE record SET content = content || x'0A' WHERE kind = 'receipts'")
        }
        #expect(
            problem { _ = try register.check() }
                == .damaged(path: path, detail: "record 3 is not what was received"))
    }

    @Test(arguments: [
        ("UPDATE copy SET access = 'closed'", "copy"),
        ("UPDATE package SET delete_by_day = delete_by_day + 1", "package"),
        ("DELETE FROM event WHERE number = 2", "event"), ("UPDATE record SET state = 'refused'", "record"),
        ("DELETE FROM pin", "pin"), ("UPDATE copy SET attention_day = NULL", "copy"),
    ])
    func aTableThatDoesNotFollowIsFoundAndRebuilt(change: String, table: String) throws {
        try make()
        let register = try Register(at: path)
        let before = try register.read { try Register.fingerprints($0) }
        try register.write { db in try db.execute(sql: change) }
        let found = problem { _ = try register.check() }
        #expect(found == .damaged(path: path, detail: "the table \(table) does not follow from the records"))
        _ = try register.rebuild()
        #expect(try register.read { try Register.fingerprints($0) } == before)
        _ = try register.check()
    }

    /// Nor waits for somebody who writes.
    @Test func whoOnlyAsksChangesNothing() throws {
        try make()
        let before = scratch.read("register.db")
        let busy = try Register(at: path)
        try busy.write { db in
            _ = try Register(at: path).due(at: .day(day("2027-07-01")))
            try db.execute(sql: "SELECT 1")
        }
        #expect(scratch.read("register.db") == before)
    }

    @Test func aNewerToolsRegisterIsLeftAlone() throws {
        try make()
        let register = try Register(at: path)
        try register.write { db in try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('9 of a later tool')") }
        #expect(problem { try use() } == .newer(path: path))
    }
}
