import PackageFormat
import Sealing

/// What became of an arrival.
enum Outcome: Equatable {
    /// It changed the register, or says what the register knows.
    case taken
    /// Kept aside until the key, package or receipts that it `awaits` come.
    case waiting(AsideReason, awaits: Awaited)
    /// Kept aside for good.
    case refused(AsideReason, subject: String)
}

/// Why something is kept aside (docs/deadlines.md, section 5).
public enum AsideReason: String, Codable, Sendable, CaseIterable {
    // These wait.
    case unknownProvider = "unknown-provider"
    case unknownSite = "unknown-site"
    case unknownApprover = "unknown-approver"
    case unknownPackage = "unknown-package"
    /// Receipts that begin behind what is known of their log.
    case earlierReceiptsMissing = "earlier-receipts-missing"
    case newerTool = "newer-tool"
    // These do not.
    /// A signature, form or check that fails by itself.
    case notAuthentic = "not-authentic"
    /// Its signer is another than the one that the package names.
    case otherSigner = "other-signer"
    /// It does not fit the package that it names.
    case doesNotFit = "does-not-fit"
    /// A log that has fewer events than before, and other ones.
    case logShrank = "log-shrank"
    /// A log that has another history than before.
    case logForked = "log-forked"

    public var waits: Bool {
        switch self {
        case .unknownProvider, .unknownSite, .unknownApprover, .unknownPackage, .earlierReceiptsMissing, .newerTool:
            true
        case .notAuthentic, .otherSigner, .doesNotFit, .logShrank, .logForked: false
        }
    }
}

/// What a record waits for.
enum Awaited: Hashable, CustomStringConvertible {
    case key(SigningKeyText)
    case package(Digest)
    /// A log of so many events: receipts that begin there can be taken then.
    case log(Identifier, size: Int)
    case newerTool

    /// As it is stored. Logs sort by their sizes, so that those up to a size are one range of an index.
    var description: String {
        switch self {
        case .key(let key): "key \(key.fingerprint)"
        case .package(let hash): "package \(hash)"
        case .log(let id, let size):
            "log \(id) before event " + String(repeating: "0", count: max(0, 16 - "\(size)".count)) + "\(size)"
        case .newerTool: "a newer tool"
        }
    }

    /// For people, of what is stored: the number of an event without the zeros before it.
    static func shown(_ stored: String) -> String {
        let mark = " before event "
        guard stored.hasPrefix("log "), let end = stored.firstRange(of: mark)?.upperBound,
            let size = Int(stored[end...])
        else { return stored }
        return stored[..<end] + "\(size)"
    }
}

/// What contradicts something else that was signed (docs/deadlines.md, section 6).
public enum FindingCode: String, Codable, Sendable, CaseIterable {
    /// Two heads under one package id.
    case twoHeads = "two-heads"
    /// One card in two packages.
    case cardUsedTwice = "card-used-twice"
    /// A site began another log in the place of one that was damaged.
    case logRestarted = "log-restarted"
    /// A site has a second log of one provider that does not continue the first.
    case logReplaced = "log-replaced"
    /// A certificate was made on a log with another history than the receipts have.
    case certificateContradictsLog = "certificate-contradicts-log"
    /// A provider's statement that has no effect beside others.
    case statementWithoutEffect = "statement-without-effect"
    /// The site's clock was ahead, or somebody had to vouch for it.
    case clock = "clock"

    /// Something that is signed contradicts something else that is signed.
    public var isSerious: Bool {
        switch self {
        case .twoHeads, .cardUsedTwice, .logReplaced, .certificateContradictsLog: true
        case .logRestarted, .statementWithoutEffect, .clock: false
        }
    }
}
