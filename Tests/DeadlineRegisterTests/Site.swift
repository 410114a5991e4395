import CustodyLog
import PackageFormat
import Sealing
import TestCast

/// A site with its keys and its log of one provider, as its vault would keep it.
final class Site {
    static let otherName = Line("Other House")!

    let name: Line
    let key: UInt8
    let ledger: UInt8
    let provider: UInt8
    let path: String
    private let scratch: Scratch
    private var log: EventLog { EventLog(at: path, ledger: signer(ledger).key) }

    /// `folder` tells logs of one site apart; `previous` is the log that this one takes the place of.
    init(
        _ scratch: Scratch, _ name: Line = Sample.site, key: UInt8 = Who.site, ledger: UInt8 = 30,
        provider: UInt8 = Who.provider, folder: String = "log", at moment: Instant = Sample.signedAt,
        continuing previous: Site? = nil
    ) throws {
        (self.name, self.key, self.ledger, self.provider) = (name, key, ledger, provider)
        (self.scratch, path) = (scratch, scratch.path + "/" + folder)
        var first = EventBody(.logStarted, at: moment)
        (first.provider, first.endorsement) = (signer(provider), endorsement)
        if let previous {
            (first.previous, first.reason) = (try previous.log.contents().checkpoint, Prose("The disk failed.")!)
        }
        try log.create(first, signedBy: signingKey(ledger))
    }

    static func other(_ scratch: Scratch) throws -> Site {
        try Site(scratch, otherName, key: Who.otherSite, ledger: 31, folder: "other-log")
    }

    var endorsement: LedgerEndorsement {
        LedgerEndorsement(
            LedgerKeyBody(
                organisation: Sample.organisation, site: name, ledgerKey: signer(ledger), madeAt: Sample.signedAt),
            signedBy: signingKey(key))
    }

    var id: Identifier { get throws { try log.contents().checkpoint.checkpoint.log } }
    var size: Int { get throws { try log.contents().checkpoint.checkpoint.size } }

    /// One event more, at `moment`.
    func record(
        _ type: EventType, _ sent: Sent? = nil, at moment: Instant = Sample.now, copy: Int? = nil, code: String? = nil
    ) throws {
        var event = EventBody(type, at: moment)
        if let sent {
            (event.packageID, event.packageHash) = (sent.head.terms.packageID, sent.hash)
            (event.reference, event.revision) = (sent.head.agreement.reference, Count(sent.head.agreement.revision))
        }
        event.copy = copy.map { Sample.cardID(5_000 + $0) }
        event.code = code.map { Reference($0)! }
        if type != .logStarted { event.person = Sample.person }
        try log.append([event], signedBy: signingKey(ledger))
    }

    /// So many events about nothing, in one go.
    func fill(_ count: Int) throws {
        let events = (0..<count).map { EventBody(.swept, at: Sample.now.advanced(bySeconds: $0)) }
        try log.append(events, signedBy: signingKey(ledger))
    }

    /// Received, opened and, with `closing`, closed.
    func open(_ sent: Sent, at moment: Instant = Sample.now, copy: Int = 1, closing code: String? = nil) throws {
        if copy == 1 { try record(.received, sent, at: moment) }
        try record(.openIntended, sent, at: moment, copy: copy)
        try record(.opened, sent, at: moment, copy: copy)
        guard let code else { return }
        try record(.closeIntended, sent, at: moment)
        try record(.closed, sent, at: moment, code: code)
    }

    func receipts(from: Int = 0) throws -> [UInt8] {
        try log.receipts(
            from: from, organisation: Sample.organisation, site: name, provider: signer(provider),
            endorsement: endorsement
        ).text
    }

    /// Puts an older state of the log back, as a backup would; gives the one that was there.
    func put(_ state: (events: [UInt8], checkpoint: [UInt8])) {
        let folder = String(path.dropFirst(scratch.path.utf8.count + 1))
        scratch.write(state.events, folder + "/events.jsonl")
        scratch.write(state.checkpoint, folder + "/checkpoint")
    }

    var state: (events: [UInt8], checkpoint: [UInt8]) {
        let folder = String(path.dropFirst(scratch.path.utf8.count + 1))
        return (scratch.read(folder + "/events.jsonl")!, scratch.read(folder + "/checkpoint")!)
    }

    /// A certificate made now, after all that the log has.
    func certificate(
        of sent: Sent, card: Int = 1, _ result: CertificateBody.Result = .complete, at moment: Instant = Sample.now,
        number: Int = 1, hasLog: Bool = true, witness: UInt8? = nil,
        _ change: (inout CertificateBody) -> Void = { _ in }
    ) throws -> [UInt8] {
        var body = CertificateBody(
            certificateID: Sample.cardID(9_000 + number), packageID: sent.head.terms.packageID, packageHash: sent.hash,
            reference: sent.head.agreement.reference, revision: Count(sent.head.agreement.revision)!,
            provider: signer(provider), organisation: Sample.organisation, site: name, result: result,
            methodType: Reference("clear")!, methodUsed: Line("overwritten once")!,
            verificationMethod: Line("read back")!, tool: Line("unvault test")!,
            startedAt: moment.advanced(bySeconds: -5), finishedAt: moment, wasInterrupted: false, isUnattended: false,
            person: .init(name: Sample.person, title: nil, location: nil), declaration: nil, includesDerived: false,
            objects: [], objectCount: Count(0)!,
            key: .init(
                card: Sample.cardID(card), result: Reference("destroyed")!, hadPassphrase: true, opensNoMore: true),
            media: [], caveats: [Reference("key-backups-unknown")!],
            clock: .init(mark: Sample.now, isAhead: false, isConfirmed: false), endorsement: endorsement,
            checkpoint: hasLog ? try log.contents().checkpoint : nil)
        change(&body)
        var statement = DeletionCertificateStatement(body, signedBy: signingKey(ledger))
        if !body.isUnattended { statement = statement.signed(by: signingKey(key)) }
        if let witness { statement = statement.signed(by: signingKey(witness)) }
        return statement.text
    }
}
