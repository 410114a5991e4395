import ArgumentParser
import PackageFormat
import Sealing

/// What the head of a package says, and what of it was checked.
public struct Inspection: Encodable {
    struct Party: Encodable {
        let cardID: Identifier
        let organisation: Line
        let site: Line
        let holder: Line
        let useBy: Instant

        enum CodingKeys: String, CodingKey {
            case cardID = "card_id"
            case organisation, site, holder
            case useBy = "use_by"
        }
    }

    struct Approved: Encodable {
        let role: Reference
        let name: Line
        let approvedAt: Instant

        enum CodingKeys: String, CodingKey {
            case role, name
            case approvedAt = "approved_at"
        }
    }

    let packageID: Identifier
    let packageHash: Digest
    let agreementHash: Digest
    let createdAt: Instant
    let signedAt: Instant
    let signer: SigningKeyText
    let signerFingerprint: String
    /// Roles in which the signer is pinned here; absent where no pins were looked at.
    let signerRoles: [String]?
    let supersedes: [Identifier]
    let approvals: [Approved]
    let cards: [Party]
    let payloadBytes: Count
    let contentBytesAtMost: Count
    let entriesAtMost: Count
    let fileBytes: Int
    let isHeadAlone: Bool
    let agreement: Agreement
    let notChecked: [String]

    enum CodingKeys: String, CodingKey {
        case packageID = "package_id"
        case packageHash = "package_hash"
        case agreementHash = "agreement_hash"
        case createdAt = "created_at"
        case signedAt = "signed_at"
        case signer
        case signerFingerprint = "signer_fingerprint"
        case signerRoles = "signer_roles"
        case supersedes, approvals, cards
        case payloadBytes = "payload_bytes"
        case contentBytesAtMost = "content_bytes_at_most"
        case entriesAtMost = "entries_at_most"
        case fileBytes = "file_bytes"
        case isHeadAlone = "head_alone"
        case agreement
        case notChecked = "not_checked"
    }

    /// Reads the head at `path`; checks its signature, form, agreement, approvals and cards, and the file's length.
    public init(of path: String, pins: (any Pins)?) throws {
        let file = try PackageFile(at: path)
        let head = try file.head.signatureChecked().parsedWithoutPin()
        if !file.isHeadAlone { try file.checkLengths(of: head) }
        packageID = head.terms.packageID
        packageHash = head.packageHash
        agreementHash = head.agreement.hash
        (createdAt, signedAt) = (head.terms.createdAt, head.envelope.signedAt)
        signer = head.agreement.provider.signingKey
        signerFingerprint = signer.fingerprint.description
        let roles = pins?.roles(of: head.signer)
        signerRoles = roles?.map(\.description)
        supersedes = head.terms.supersedes
        approvals = head.terms.approvals.map {
            Approved(role: $0.body.role, name: $0.body.name, approvedAt: $0.body.approvedAt)
        }
        cards = head.cards.map(\.body).map {
            Party(cardID: $0.cardID, organisation: $0.organisation, site: $0.site, holder: $0.holder, useBy: $0.useBy)
        }
        payloadBytes = head.envelope.payloadLength
        contentBytesAtMost = head.envelope.contentBytesBound
        entriesAtMost = head.envelope.fileCountBound
        (fileBytes, isHeadAlone) = (file.fileLength, file.isHeadAlone)
        agreement = head.agreement
        notChecked = Self.notChecked(roles: roles, isHeadAlone: file.isHeadAlone)
    }

    private static func notChecked(roles: [PinRole]?, isHeadAlone: Bool) -> [String] {
        var list: [String] = []
        switch roles {
        case nil: list.append("whether the signing key is the provider's: compare its fingerprint")
        case let roles? where !roles.contains(.provider):
            list.append("whether the signing key is the provider's: it is not trusted here as provider")
        default: break
        }
        list.append(isHeadAlone ? "the payload: this is a head alone" : "the payload: \"unvault verify\" checks it")
        return list
    }

    /// As lines of label and text, for people.
    public var lines: [(label: String, text: String)] {
        var lines: [(String, String)] = [
            ("package", packageID.description),
            ("package hash", packageHash.hex),
            ("created", inWords(createdAt)),
            ("signed", inWords(signedAt)),
            ("signed by", signerFingerprint),
        ]
        if let signerRoles {
            lines.append(("trusted as", signerRoles.isEmpty ? "nothing here" : signerRoles.joined(separator: ", ")))
        }
        for package in supersedes { lines.append(("takes the place of", package.description)) }
        for card in cards.prefix(20) {
            lines.append(("opens for", "\(card.holder), \(card.organisation), \(card.site)"))
        }
        if cards.count > 20 { lines.append(("", "and \(counted(cards.count - 20, "more card")); --json lists all")) }
        for approval in approvals {
            lines.append(("approved by", "\(approval.name), \(approval.role), \(inWords(approval.approvedAt))"))
        }
        lines.append(("size", "\(sized(fileBytes))\(isHeadAlone ? " (the head alone)" : "")"))
        lines.append(
            (
                "content",
                "at most \(sized(contentBytesAtMost.value)) in at most \(counted(entriesAtMost.value, "entry", "entries"))"
            ))
        return lines
    }
}

/// `inspect`: the same in `microvault` and `unvault`; `unvault` knows pins.
public func printInspection(of path: String, pins: (any Pins)?, asJSON: Bool) throws {
    let inspection = try Inspection(of: path, pins: pins)
    guard !asJSON else { return try printJSON(inspection) }
    for line in inspection.lines { Output.print(aligned(line.label, line.text)) }
    Output.print("")
    Output.print(bytes: Array(AgreementSummary(inspection.agreement).text(width: Terminal.width).utf8))
    Output.print("")
    for line in inspection.notChecked { Output.print(aligned("not checked", line)) }
}

/// `label` in a column of 22, then `text`.
public func aligned(_ label: String, _ text: String) -> String {
    label + String(repeating: " ", count: max(1, 22 - label.count)) + text
}
