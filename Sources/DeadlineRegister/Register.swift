import Files
import FoundationEssentials
import GRDB
import Glibc
import PackageFormat

/// The register: which copies must be gone by when, and which are not accounted for (ARCHITECTURE.md, "Watching").
///
/// One SQLite file. What came is kept as it came; the rest follows from it.
public final class Register: Sendable {
    public let path: String
    let database: DatabaseQueue

    /// Opens what `create` made; waits for another process up to half a minute.
    public init(at path: String) throws(RegisterError) {
        try Self.checkHeader(at: path)
        self.path = path
        database = try inDatabase(at: path) { try DatabaseQueue(path: path, configuration: Self.configuration) }
        try inDatabase(at: path) {
            let isNewer = try database.read { db in try Schema.migrator.hasBeenSuperseded(db) }
            guard !isNewer else { throw RegisterError.newer(path: path) }
            // The migrator writes whether there is something to do or not, and whoever only asks must not wait for those who write.
            let isCurrent = try database.read { db in try Schema.migrator.hasCompletedMigrations(db) }
            if !isCurrent { try Schema.migrator.migrate(database) }
        }
    }

    /// The file is SQLite's, and this tool's: looked at before SQLite opens it, which writes to what it opens.
    private static func checkHeader(at path: String) throws(RegisterError) {
        let header: [UInt8]
        do throws(IOError) {
            let file = try File(reading: path)
            let kind = try file.status().kind
            guard kind == .file else { throw IOError(.open, path, code: kind == .folder ? EISDIR : EINVAL) }
            header = try file.bytes(min(100, file.status().size), at: 0)
        } catch {
            throw error.code == ENOENT ? .missing(path: path) : .io(error)
        }
        // SQLite's file format, section 1.3: the application id stands at offset 68, big-endian.
        let id = header.dropFirst(68).prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard header.count == 100, header.starts(with: "SQLite format 3\0".utf8), id == Schema.applicationID else {
            throw .notARegister(path: path)
        }
    }

    /// Makes a register of `organisation`, which says which side of an agreement is ours. The file is for its owner alone.
    public static func create(at path: String, organisation: Line) throws(RegisterError) {
        do throws(IOError) { try writeNewFile([], at: path, mode: 0o600) } catch {
            throw error.code == EEXIST ? .exists(path: path) : .io(error)
        }
        do throws(RegisterError) {
            try inDatabase(at: path) {
                let database = try DatabaseQueue(path: path, configuration: configuration)
                // Stays with the file. GRDB's own setting for it would write at each opening.
                try database.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA journal_mode = WAL") }
                try Schema.migrator.migrate(database)
                try database.write { db in
                    try db.execute(
                        sql: "INSERT INTO setting VALUES ('organisation', ?)", arguments: [organisation.description])
                }
                try database.close()
            }
        } catch {
            for name in [path, path + "-wal", path + "-shm"] { unlink(name) }
            throw error
        }
    }

    /// Foreign keys; the file is in WAL mode. A transaction is there after a kill as soon as it is committed, and after a power cut as soon as
    /// `settle` has returned.
    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { db in
            try db.execute(
                // Both in memory and in the write-ahead log 64 MB (pages of 4,096 bytes): those that change often are moved once.
                sql: """
                    PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;
                    PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16384
                    """)
        }
        return configuration
    }

    /// Everything committed is on the disk: called before anything is acknowledged.
    func settle() throws(RegisterError) {
        try inDatabase(at: path) {
            // A commit with `synchronous = FULL` syncs the write-ahead log, and with it all commits before. A checkpoint would do
            // so too, but for one that finds nothing to move since somebody reads.
            try database.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                defer { try? db.execute(sql: "PRAGMA synchronous = NORMAL") }
                try db.execute(sql: "UPDATE setting SET value = value")
            }
        }
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(RegisterError) -> Value {
        try inDatabase(at: path) { try database.read(body) }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws(RegisterError) -> Value {
        try inDatabase(at: path) { try database.write(body) }
    }

    /// Whose register it is.
    public func organisation() throws(RegisterError) -> String {
        try read { db in
            try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'organisation'") ?? ""
        }
    }
}
