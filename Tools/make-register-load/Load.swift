import CustodyLog
import Files
import Glibc
import PackageFormat
import Pipelining
import Sealing
import Synchronization
import TestCast

/// Packages of three cards each, at three of many sites: received and opened everywhere, closed at one, deleted at nearly all.
final class Load: Sendable {
    /// Packages between two exports of every site.
    static let batch = 300
    /// One copy in so many has no certificate.
    static let openOneIn = 200
    private static let madeAt = Instant("2026-12-20T09:00:00Z")!

    let folder: String
    private let packages: Int
    private let sites: [LoadSite]
    private let counts = Mutex((events: 0, files: 0))

    var events: Int { counts.withLock { $0.events } }
    var files: Int { counts.withLock { $0.files } }

    init(packages: Int, folder: String) {
        (self.packages, self.folder) = (packages, folder)
        sites = (0..<max(3, packages / Self.batch)).map { LoadSite($0, in: folder + "/logs") }
    }

    func makeFolders() {
        for name in ["", "/logs", "/files"] { mkdir(folder + name, 0o700) }
        let key = KeyLine(signingKey(Who.provider).publicKey, comment: "Department A")
        put(Array("\(key.text)\n".utf8), folder + "/provider.pub")
    }

    private func put(_ bytes: [UInt8], _ path: String) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        do { try File.adopting(descriptor: descriptor, path: path).write(bytes) } catch {
            fatalError("\(path): \(error)")
        }
    }

    private func file(_ bytes: [UInt8], _ name: String, below number: Int) {
        let folder = "\(folder)/files/\(number / 1_000)"
        mkdir(folder, 0o700)
        put(bytes, folder + "/" + name)
        counts.withLock { $0.files += 1 }
    }

    /// Heads of these packages, what the sites say of them, and how many signatures that is.
    func makeBatch(_ numbers: Range<Int>) throws -> Int {
        let heads = sideBySide(numbers.count) { self.head(numbers.lowerBound + $0) }
        for (number, head) in zip(numbers, heads) { file(head.bytes, "\(number).mvault-head", below: number) }
        let bySite = sideBySide(sites.count) { index in
            (try? self.tell(
                self.sites[index], of: zip(numbers, heads).filter { self.holds(index, $0.0) }.map(\.1), numbers))
                ?? -1
        }
        guard !bySite.contains(-1) else { fatalError("a log was not written") }
        // Of a head its own and its cards'.
        return bySite.reduce(numbers.count * 4, +)
    }

    private func holds(_ site: Int, _ number: Int) -> Bool { places(of: number).contains(site) }
    private func places(of number: Int) -> [Int] { (0..<3).map { (number + $0) % sites.count } }

    struct Made: Sendable {
        let number: Int
        let head: Head
        let bytes: [UInt8]
    }

    private func head(_ number: Int) -> Made {
        let places = places(of: number)
        let agreement = Sample.agreement { agreement in
            agreement.reference = Reference("LOAD-\(number)")!
            agreement.recipients = places.map { self.sites[$0].recipient }
        }
        let cards = places.enumerated().map { self.sites[$1].card(number * 4 + $0 + 1, agreement.reference) }
        let digest = Digest.of([1], as: .none)
        guard let approvals = try? CompleteApprovals(checking: [], of: agreement) else { fatalError("no approvals") }
        let terms = Terms(
            packageID: Sample.cardID(number + 1), createdAt: Sample.signedAt, supersedes: [], agreement: agreement,
            approvals: approvals)
        let slots = cards.map {
            Envelope.Slot(card: $0, sealed: SealedSecret(bytes: [UInt8](repeating: 0x5A, count: 80))!)
        }
        let envelope = Envelope(
            slots: slots, payloadLength: Count(1)!, indexRoot: digest, commitment: digest,
            contentBytesBound: Count(1)!, fileCountBound: Count(1)!, published: nil, signedAt: Sample.signedAt)
        let sealed = SealedHead(
            terms: terms, envelope: envelope,
            payloadOffset: SealedHead.payloadOffset(
                terms: terms, longestEnvelope: CanonicalJSON.encode(envelope).count),
            signedBy: signingKey(Who.provider))
        guard let head = try? HeadBytes(sealed.bytes).signatureChecked().parsedWithoutPin() else {
            fatalError("a head does not verify")
        }
        return Made(number: number, head: head, bytes: sealed.bytes)
    }

    /// One site's events, receipts and certificates about `heads`.
    private func tell(_ site: LoadSite, of heads: [Made], _ numbers: Range<Int>) throws -> Int {
        guard !heads.isEmpty else { return 0 }
        var events: [EventBody] = []
        for made in heads {
            let types: [EventType] =
                places(of: made.number)[0] == site.number
                ? [.received, .openIntended, .opened, .closed] : [.received, .openIntended, .opened]
            for type in types { events.append(site.event(type, made)) }
        }
        let (receipts, added) = try site.append(events)
        counts.withLock { $0.events += added }
        file(receipts.text, "\(site.number)-\(numbers.lowerBound).receipts", below: numbers.lowerBound)
        // Each event; header: endorsement and checkpoint.
        var signatures = added + 2
        for made in heads {
            let place = places(of: made.number).firstIndex(of: site.number) ?? 0
            let copy = made.number * 3 + place
            guard !copy.isMultiple(of: Self.openOneIn) else { continue }
            file(
                site.certificate(made, card: made.number * 4 + place + 1, receipts.header.checkpoint),
                "\(made.number)-\(place).certificate", below: made.number)
            // Ledger key, site key, endorsement, checkpoint.
            signatures += 4
        }
        return signatures
    }
}
