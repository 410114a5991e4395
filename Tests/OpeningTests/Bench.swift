import Archiving
import FoundationEssentials
import Opening
import PackageFormat
import Sealing
import TestCast
import Testing

/// A site in memory; what happens in which order is in `acts`.
final class FakeSite: Custodian, @unchecked Sendable {
    var organisation = Sample.organisation
    var site = Sample.site
    var siteKey = signingKey(Who.site).publicKey
    var here: [CardBody] = [Sample.card().body]
    var keys: [Identifier: UInt8] = [Sample.cardID(1): 1]
    var bound: [Identifier: Digest] = [:]
    var lastRecorded: Instant?
    var statements: [ProviderStatement] = []
    var keptHead: [UInt8] = []
    var keptPath: String?
    /// What was kept of the copy that was opened last.
    var contents: [CatalogueEntry] = []
    var events: [OpeningEvent] = []
    var acts: [String] = []
    /// The act, by its word in `acts`, that fails, and how.
    var failing: [String: CustodianFailure] = [:]
    /// Called before each act.
    var before: (String) -> Void = { _ in }

    private func act(_ word: String) throws(CustodianFailure) {
        before(word)
        if let failure = failing[word] { throw failure }
        acts.append(word)
    }

    func cards() throws(CustodianFailure) -> [CardBody] {
        try act("cards")
        return here
    }

    func lastRecordedTime() throws(CustodianFailure) -> Instant? {
        try act("time")
        return lastRecorded
    }

    func standing(of head: Head) throws(CustodianFailure) -> Standing {
        try act("standing")
        return Standing(of: head, statements: statements)
    }

    func keep(_ head: HeadBytes, of _: PackageFacts, at path: String, on _: Instant) throws(CustodianFailure) {
        try act("keep")
        (keptHead, keptPath) = (head.bytes, path)
    }

    func keep(_ entries: [CatalogueEntry], of _: Identifier, of _: PackageFacts) throws(CustodianFailure) {
        try act("contents")
        contents = entries
    }

    func bind(_ card: Identifier, to package: Digest) throws(CustodianFailure) -> Digest? {
        try act("bind")
        guard let known = bound[card] else {
            bound[card] = package
            return nil
        }
        return known == package ? nil : known
    }

    func record(_ event: OpeningEvent, at _: Instant) throws(CustodianFailure) {
        switch event {
        case .received: try act("received")
        case .intended: try act("intended")
        case .opened: try act("opened")
        case .listed: try act("listed")
        case .refused(_, _, _, let code): try act("refused \(code)")
        }
        events.append(event)
    }

    func deliveryKey(for card: Identifier) throws(CustodianFailure) -> DeliveryKey {
        try act("key")
        guard let number = keys[card] else { throw .damaged(path: "card.key") }
        return TestCast.deliveryKey(number)
    }

    /// Events alone, without the questions between them.
    var recorded: [String] {
        acts.filter { ["received", "intended", "opened", "listed"].contains($0) || $0.hasPrefix("refused") }
    }
}

struct FakePins: Pins, ApprovalDemands {
    var pinned: [SigningPublicKey: [PinRole]] = [signingKey(Who.provider).publicKey: [.provider]]
    var demands: [Reference] = []

    func roles(of key: SigningPublicKey) -> [PinRole] { pinned[key] ?? [] }
    func demandedRoles(of _: SigningPublicKey) -> [Reference] { demands }
}

/// Answers as told, and lets the site know that it was asked.
final class FakeOperator: Operator {
    var name: String? = Sample.person.description
    var accepting = true
    var shown: StorageFacts?
    var standings: [ApprovalStanding] = []
    /// The agreement whose terms were shown.
    var accepted: Agreement?
    private let site: FakeSite

    init(_ site: FakeSite) { self.site = site }

    func chooses(from _: [Line]) throws(OpeningError) -> String? {
        site.acts.append("name")
        return name
    }

    func accepts(
        _: Head, _ agreement: Agreement, approvals: [ApprovalStanding], storage: StorageFacts?
    ) throws(OpeningError) -> Bool {
        site.acts.append("terms")
        (shown, standings, accepted) = (storage, approvals, agreement)
        return accepting
    }
}

/// A package, a site and an empty folder to open it into.
final class Bench {
    let scratch = Scratch()
    let site = FakeSite()
    let person: FakeOperator
    var pins = FakePins()
    var options = ExtractionOptions()
    var now = Sample.now
    var attested: Line?
    var probe = StorageProbe()
    var package: String
    let target: String
    var destination: String
    var selection = Selection.all

    init() {
        person = FakeOperator(site)
        package = scratch.path + "/received.mvault"
        target = scratch.folder("target")
        destination = target + "/opened"
        options.workers = 2
    }

    convenience init(_ forge: PackageForge) {
        self.init()
        scratch.write(forge.bytes, "received.mvault")
    }

    private var opening: PackageOpening<FakeSite, FakePins> {
        PackageOpening(
            OpeningRequest(
                path: package, destination: destination, selection: selection, storageAttested: attested, now: now),
            at: site, pins: pins, person: person, options: options, probe: probe)
    }

    func open() throws(OpeningError) -> OpeningOutcome { try opening.run() }
    func list() throws(OpeningError) -> Catalogue { try opening.list() }

    func verify() throws(OpeningError) -> (head: VerifiedHead, isHeadAlone: Bool) {
        try PackageVerification(of: package, pins: pins, options: options).run()
    }

    /// What stands where the destination would, hidden names too.
    var left: [String] { (try? FileManager.default.contentsOfDirectory(atPath: target)) ?? ["unreadable"] }

    func opened(_ path: String) -> [UInt8]? { scratch.read("target/opened/" + path) }

    /// Opening fails with `expected`, leaves nothing, records `recorded` and no file name of the package.
    func refuses(
        _ expected: OpeningError, recorded: [String] = ["received", "intended", "refused not-authentic"],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: expected, sourceLocation: sourceLocation) { try self.open() }
        #expect(left.isEmpty, sourceLocation: sourceLocation)
        #expect(site.recorded == recorded, sourceLocation: sourceLocation)
        let said = site.events.map { String(describing: $0) }.joined()
        for word in ["households", "notes.txt", "empty.txt", "data/"] {
            #expect(!said.contains(word), sourceLocation: sourceLocation)
        }
    }
}

extension PackageForge {
    func isRefused(
        _ expected: PackageError, recorded: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        Bench(self).refuses(.package(expected), recorded: recorded, sourceLocation: sourceLocation)
    }

    /// What only the sender can have made so, found when the payload is read.
    func isRefused(_ expected: ContentFault, sourceLocation: SourceLocation = #_sourceLocation) {
        Bench(self).refuses(.package(.content(expected)), sourceLocation: sourceLocation)
    }
}
