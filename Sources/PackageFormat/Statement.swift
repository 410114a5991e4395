import Sealing

/// What a statement says; its kind stands in the signed context line, so that no signature serves for two purposes.
public protocol StatementBody: Codable, Hashable, Sendable {
    static var kind: StaticString { get }
    /// Of a file, in bytes; 1 MiB unless a kind says otherwise.
    static var maximumLength: Int { get }
}

extension StatementBody {
    public static var maximumLength: Int { 1 << 20 }
}

public enum StatementError: Error, Equatable, Sendable {
    case overCap(length: Int, cap: Int)
    /// The first line is not `microvault/1 KIND` of the kind that is expected; what it is.
    case notThisKind(found: String)
    case newerVersion(found: String)
    case notText
    case json(CanonicalJSON.Problem)
    case malformedSignatureLine(Int)
    case noSignature
    /// The key of the first signature that does not verify.
    case badSignature(SigningKeyText)
    case repeatedSigner(SigningKeyText)
}

/// A signed statement: card, approval, … (docs/format.md, section 7).
///
/// As a file: a context line `microvault/1 KIND`, one line of canonical JSON, one or more signature lines.
/// Inside a package: an object of body and signatures, which gives the same two signed lines.
/// Decoding or parsing alone proves nothing: `verified()` does.
public struct Statement<Body: StatementBody>: Codable, Hashable, Sendable {
    public struct Signed: Codable, Hashable, Sendable {
        public let key: SigningKeyText
        public let signature: Signature
    }

    /// Terms and envelope have caps of their own; this one is for statements in files.
    public static var maximumLength: Int { Body.maximumLength }
    public static var maximumSignatures: Int { 16 }

    public let body: Body
    public let signatures: [Signed]

    /// Signs `body` with each key, in order.
    public init(_ body: Body, signedBy key: borrowing SigningKey) {
        self.body = body
        let signature = Signature(bytes: key.sign(Self.message(of: body)))!
        signatures = [Signed(key: SigningKeyText(key.publicKey), signature: signature)]
    }

    /// With one signature more.
    public func signed(by key: borrowing SigningKey) -> Statement {
        let one = Statement(body, signedBy: key)
        return Statement(body: body, signatures: signatures + one.signatures)
    }

    private init(body: Body, signatures: [Signed]) { (self.body, self.signatures) = (body, signatures) }

    /// The two lines that every signature covers.
    static func message(of body: Body) -> [UInt8] {
        message(of: CanonicalJSON.encode(body))
    }

    /// The same of a body in its canonical bytes.
    private static func message(of body: some Collection<UInt8>) -> [UInt8] {
        Array("microvault/1 \(Body.kind)\n".utf8) + body + [UInt8(ascii: "\n")]
    }

    /// The file.
    public var text: [UInt8] {
        Self.message(of: body)
            + signatures.flatMap { Array("\($0.key) \($0.signature)\n".utf8) }
    }

    /// Parses a file; nothing is proven until `verified()`.
    public init(parsing bytes: [UInt8]) throws(StatementError) {
        guard bytes.count <= Self.maximumLength else { throw .overCap(length: bytes.count, cap: Self.maximumLength) }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.count >= 3, lines.last?.isEmpty == true else { throw .notText }
        let context = String(decoding: lines[0].prefix(64), as: UTF8.self)
        guard context.hasSameBytes(as: "microvault/1 \(Body.kind)") else {
            guard context.hasPrefix("microvault/"), !context.hasPrefix("microvault/1 ") else {
                throw .notThisKind(found: context)
            }
            throw .newerVersion(found: context)
        }
        do {
            body = try CanonicalJSON.decode(Body.self, from: lines[1], cap: Self.maximumLength)
        } catch { throw .json(error) }
        var signatures: [Signed] = []
        for (index, line) in lines[2..<(lines.count - 1)].enumerated() {
            let text = String(decoding: line, as: UTF8.self)
            guard let space = text.lastIndex(of: " "), let key = SigningKeyText(String(text[..<space])),
                let signature = Signature(String(text[text.index(after: space)...])),
                index < Self.maximumSignatures
            else { throw .malformedSignatureLine(index + 3) }
            signatures.append(Signed(key: key, signature: signature))
        }
        guard !signatures.isEmpty else { throw .noSignature }
        self.signatures = signatures
    }

    /// Every signature verifies and no key signed twice.
    public func verified() throws(StatementError) -> VerifiedStatement<Body> {
        try verified(over: Self.message(of: body))
    }

    /// Parses a file and checks its signatures over the bytes as they came.
    public static func verified(parsing bytes: [UInt8]) throws(StatementError) -> VerifiedStatement<Body> {
        let statement = try Statement(parsing: bytes)
        let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
        return try statement.verified(over: Array(bytes[..<lines[2].startIndex]))
    }

    /// Decodes the embedded form, one line of canonical JSON, and checks its signatures over the bytes as they came; nil where
    /// any of it fails.
    public static func verified(embedded line: [UInt8]) -> VerifiedStatement<Body>? {
        guard let statement = try? CanonicalJSON.decode(Statement.self, from: line, cap: maximumLength) else {
            return nil
        }
        // {"body":BODY,"signatures":[…]}: it is canonical, so that the body is what stands between.
        let start = "{\"body\":".utf8.count
        let rest = ",\"signatures\":".utf8.count + CanonicalJSON.encode(statement.signatures).count + 1
        return try? statement.verified(over: message(of: line[start..<(line.count - rest)]))
    }

    private func verified(over message: [UInt8]) throws(StatementError) -> VerifiedStatement<Body> {
        guard !signatures.isEmpty else { throw .noSignature }
        guard signatures.count <= Self.maximumSignatures else { throw .malformedSignatureLine(signatures.count + 2) }
        var signers: [SigningPublicKey] = []
        for signed in signatures {
            guard !signers.contains(signed.key.key) else { throw .repeatedSigner(signed.key) }
            guard signed.key.key.verifies(signed.signature.bytes, over: message) else {
                throw .badSignature(signed.key)
            }
            signers.append(signed.key.key)
        }
        return VerifiedStatement(statement: self, signers: signers)
    }
}

extension Statement {
    /// `verified()` as a value, for work side by side.
    func checkedSignatures() -> Result<VerifiedStatement<Body>, StatementError> {
        do throws(StatementError) { return .success(try verified()) } catch { return .failure(error) }
    }
}

/// A statement whose signatures were checked; says nothing yet of whose keys they are.
public struct VerifiedStatement<Body: StatementBody>: Hashable, Sendable {
    public let statement: Statement<Body>
    public let signers: [SigningPublicKey]
    public var body: Body { statement.body }

    fileprivate init(statement: Statement<Body>, signers: [SigningPublicKey]) {
        self.statement = statement
        self.signers = signers
    }

    public func isSigned(by keys: [SigningKeyText]) -> Bool { keys.contains { signers.contains($0.key) } }
}
