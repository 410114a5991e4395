import CustodyLog
import Files
import FoundationEssentials
import Glibc
import PackageFormat
import Sealing

/// Something that was given to the register, as it came: of a package only the head.
public struct Arrival: Sendable {
    /// As it was given: a path, or `-`.
    public let name: String
    public let content: [UInt8]
    public let kind: Kind
    /// Names the record: what came twice is kept once.
    let digest: Digest

    public enum Kind: String, Sendable, CaseIterable {
        case head, card, approval, statement, receipts, certificate
        // What the team itself did; never read from a file that was given.
        case pin, unpin, note
        case declared

        /// Others may need it: heads bring keys and packages, an approval comes before what it approves.
        var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    public enum Problem: Error, Equatable, Sendable {
        case io(IOError)
        /// None of the register's files.
        case unrecognised
        case tooLong(cap: Int)
        /// The head of a package that is cut short, or breaks a cap.
        case package(PackageError)
    }

    init(name: String, content: [UInt8], kind: Kind) {
        (self.name, self.content, self.kind) = (name, content, kind)
        digest = Digest.of(content, as: Personalisation("mv1 record"))
    }

    /// SQLite keeps no value of 10^9 bytes or more.
    static let maximumLength = 1_000_000_000 - 65_536

    /// Reads a file; `path` may name a package of any size.
    public init(reading path: String) throws(Problem) {
        let file = try Self.io { () throws(IOError) in try File(reading: path) }
        let status = try Self.io { () throws(IOError) in try file.status() }
        guard status.kind == .file else {
            throw .io(IOError(.open, path, code: status.kind == .folder ? EISDIR : EINVAL))
        }
        try self.init(name: path, from: file, size: status.size)
    }

    /// Reads from an open file or pipe, to its end or to the end of a package's head.
    public init(name: String, from file: borrowing File, size: Int?) throws(Problem) {
        var start = [UInt8](repeating: 0, count: 64)
        start = try Self.io { () throws(IOError) in try Self.bytes(64, from: file) }
        if start.starts(with: Prelude.magic) {
            let prelude = try Self.package { () throws(PackageError) in try Prelude(parsing: start) }
            let missing = max(0, prelude.headLength - start.count)
            let rest = try Self.io { () throws(IOError) in try Self.bytes(missing, from: file) }
            let bytes = Array((start + rest).prefix(prelude.headLength))
            guard bytes.count == prelude.headLength else {
                throw .package(.truncated(.signature, expected: prelude.headLength, found: bytes.count))
            }
            self.init(name: name, content: bytes, kind: .head)
            return
        }
        guard let kind = Self.kind(of: start) else { throw .unrecognised }
        let cap = min(Self.cap(of: kind), Self.maximumLength)
        if let size, size > cap { throw .tooLong(cap: cap) }
        let rest = try Self.io { () throws(IOError) in try Self.bytes(cap + 1 - start.count, from: file) }
        guard start.count + rest.count <= cap else { throw .tooLong(cap: cap) }
        self.init(name: name, content: start + rest, kind: kind)
    }

    /// `microvault/VERSION KIND`, the first line of every statement (docs/format.md, section 7).
    private static func kind(of start: [UInt8]) -> Kind? {
        let line = String(decoding: start.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        let words = line.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 2, line.hasPrefix("microvault/") else { return nil }
        let word = String(words[1]) ?? ""
        if ProviderStatement.Kind(rawValue: word) != nil { return .statement }
        return [.card, .approval, .receipts, .certificate].first { $0.rawValue == word }
    }

    private static func cap(of kind: Kind) -> Int {
        switch kind {
        case .receipts: Receipts.maximumLength
        case .certificate: CertificateBody.maximumLength
        case .statement: Statement<AmendmentBody>.maximumLength
        default: 1 << 20
        }
    }

    private static func bytes(_ count: Int, from file: borrowing File) throws(IOError) -> [UInt8] {
        var bytes: [UInt8] = []
        let part = UnsafeMutableRawBufferPointer.allocate(byteCount: min(max(count, 1), 1 << 20), alignment: 16)
        defer { part.deallocate() }
        while bytes.count < count {
            let found = try file.read(
                into: UnsafeMutableRawBufferPointer(rebasing: part[..<min(part.count, count - bytes.count)]))
            guard found > 0 else { break }
            bytes += part[..<found]
        }
        return bytes
    }

    private static func io<Value: ~Copyable>(_ body: () throws(IOError) -> Value) throws(Problem) -> Value {
        do throws(IOError) { return try body() } catch { throw .io(error) }
    }

    private static func package<Value>(_ body: () throws(PackageError) -> Value) throws(Problem) -> Value {
        do throws(PackageError) { return try body() } catch { throw .package(error) }
    }
}

/// What an arrival says, with all that can be checked of it alone; whose keys they are is for the register to say.
enum Reading: Sendable {
    case head(Head)
    case card(VerifiedStatement<CardBody>)
    case approval(VerifiedStatement<ApprovalBody>)
    case statement(ProviderStatement)
    case receipts(Receipts.Verified)
    /// With the digest of its text, which the site's log names.
    case certificate(DeletionCertificate, Digest)
    case act(TeamAct)
    case declared(DeclaredFile)
    case newer
    case faulty(any Error)

    init(_ arrival: Arrival) { self.init(arrival.kind, arrival.content) }

    init(_ kind: Arrival.Kind, _ content: [UInt8]) {
        do {
            switch kind {
            case .head: self = .head(try HeadBytes(content).signatureChecked().parsedWithoutPin())
            case .card: self = .card(try Card(parsing: content).verified())
            case .approval: self = .approval(try Approval(parsing: content).verified())
            case .statement: self = .statement(try ProviderStatement(parsing: content))
            case .receipts: self = .receipts(try Receipts(parsing: content).checked())
            case .certificate:
                self = .certificate(
                    try DeletionCertificate(parsing: content), Digest.of(content, as: FormatTag.statement))
            case .pin, .unpin, .note: self = .act(try TeamAct(kind, parsing: content))
            case .declared: self = .declared(try DeclaredFile(parsing: content))
            }
        } catch {
            self = Self.isOfNewerTool(error) ? .newer : .faulty(error)
        }
    }

    private static func isOfNewerTool(_ error: any Error) -> Bool {
        switch error {
        case PackageError.unknownDelivery, PackageError.unknownRequirement, PackageError.newerAgreement,
            PackageError.newerVersion:
            true
        case StatementError.newerVersion, Receipts.Problem.newerVersion: true
        case CertificateFault.statement(.newerVersion): true
        default: false
        }
    }
}
