import CommandLineSupport
import Files
import PackageFormat
import Sealing
import Sending

/// A package that is sent, as its head says; the same for all statements about it.
struct SentPackageFile {
    let path: String
    let head: Head

    /// Reads the head of a package, or a head alone; checks its signature, form, agreement, approvals and cards.
    init(_ path: String) throws {
        self.path = path
        do throws(PackageFileError) {
            let file = try PackageFile(at: path)
            head = try Self.checked(file.head)
        } catch { throw Self.words(error, path) }
    }

    private static func checked(_ head: HeadBytes) throws(PackageFileError) -> Head {
        do throws(PackageError) {
            return try head.signatureChecked().parsedWithoutPin()
        } catch { throw .package(error) }
    }

    private static func words(_ error: PackageFileError, _ path: String) -> Words {
        guard case .package(let fault) = error else { return error.words }
        let hint = fault.words.status == .newerTool ? fault.words.hint : "name a file that \"microvault pack\" wrote"
        return Words(fault.words.status, "\(quoted(path)): \(fault.words.message)", hint: hint)
    }

    /// `package 0011… (DSA-2026-014)`
    var name: String { "package \(head.terms.packageID) (\(head.agreement.reference))" }

    /// What a person who is to confirm something reads.
    var summary: String {
        let agreement = head.agreement
        var lines = [
            aligned("package", head.terms.packageID.description),
            aligned("agreement", "\(agreement.reference), revision \(agreement.revision): \(agreement.title)"),
        ]
        for (index, card) in head.cards.prefix(12).map(\.body).enumerated() {
            lines.append(aligned(index == 0 ? "opens for" : "", "\(card.holder), \(card.organisation), \(card.site)"))
        }
        if head.cards.count > 12 { lines.append(aligned("", "and \(counted(head.cards.count - 12, "more card"))")) }
        return lines.joined(separator: "\n")
    }

    /// Unlocks the secret key file at `path`, which must be that of the package's provider.
    func unlockProviderKey(_ path: String, askingFrom passphrases: Passphrases) throws -> SigningKey {
        let secret = try SecretKeyFile(at: path, expecting: .signing).unlock(askingFrom: passphrases)
        let key = try SigningKey(seed: secret)
        guard key.publicKey == head.signer else {
            throw SendingError.otherSigningKey(
                given: SigningKeyText(key.publicKey), agreed: head.agreement.provider.signingKey)
        }
        return key
    }
}

/// What a sender gives for a statement, read and parsed.
enum StatementInputs {
    /// A reason as a person typed it: normalised and trimmed first.
    static func reason(_ typed: String) throws(Words) -> Prose {
        let text = typed.nfc.trimmed
        guard !text.isEmpty else {
            throw Words(.usage, "the reason is empty", hint: "say in a sentence why, with \"--reason\"")
        }
        guard text.utf8.count <= Prose.maximumLength else {
            throw Words(
                .usage,
                "the reason has \(grouped(text.utf8.count)) bytes; \(grouped(Prose.maximumLength)) are the most",
                hint: "shorten it")
        }
        guard let reason = Prose(text) else {
            throw Words(
                .usage, "the reason \(quoted(text)) holds a character that no text here may hold",
                hint: "leave control characters out")
        }
        return reason
    }

    /// Approvals of `agreement` beside its file and given; complete, and by approvers who may approve at all.
    static func approvals(
        of agreement: Agreement, beside path: String, and given: [String], approvers folder: String?
    ) throws -> CompleteApprovals {
        let found = try PackInputs.approvals(of: agreement, beside: path, and: given)
        let complete: CompleteApprovals
        do throws(ApprovalFault) { complete = try CompleteApprovals(checking: found, of: agreement) } catch {
            throw SendingError.approval(agreement.reference, error)
        }
        if let (folder, keys) = try PackInputs.approvers(folder) {
            for required in agreement.approvalsRequired where !keys.contains(required.key.key) {
                throw SendingError.approverNotListed(role: required.role, required.key, folder: folder)
            }
        }
        return complete
    }

    /// Writes the statement and says what comes next.
    static func write<Body: StatementBody>(_ statement: Statement<Body>, to path: String, saying what: String) throws {
        let text = statement.text
        guard text.count <= Statement<Body>.maximumLength else {
            throw Words(
                .usage,
                "the \(Body.kind) would have \(grouped(text.count)) bytes; \(grouped(Statement<Body>.maximumLength)) are the most",
                hint: "shorten the agreement or the reason")
        }
        try writeNewFile(text, at: path, mode: 0o644)
        Output.notice("wrote \(shown(path)), \(what)")
        Output.notice("send it to the recipients and to the register")
    }
}
