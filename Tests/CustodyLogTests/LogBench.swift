import Files
import Glibc
import PackageFormat
import Sealing
import TestCast

@testable import CustodyLog

/// A log in a scratch folder, with the ledger key that signs it.
final class LogBench {
    static let ledger: UInt8 = 30
    let scratch = Scratch()
    let name: String
    var path: String { scratch.path + "/" + name }
    var log: EventLog { EventLog(at: path, ledger: signer(Self.ledger).key) }

    static let endorsement = LedgerEndorsement(
        LedgerKeyBody(
            organisation: Sample.organisation, site: Sample.site, ledgerKey: signer(ledger), madeAt: Sample.now),
        signedBy: signingKey(Who.site))

    /// With `events` more than the first one.
    init(_ name: String = "log", events: Int = 0) throws {
        self.name = name
        try log.create(Self.started, signedBy: signingKey(Self.ledger))
        if events > 0 { try append(events) }
    }

    static var started: EventBody {
        var first = EventBody(.logStarted, at: Sample.now)
        (first.provider, first.endorsement) = (signer(Who.provider), endorsement)
        return first
    }

    /// Refusals with codes that tell them apart.
    func append(_ count: Int, code: String = "expired") throws {
        for number in 0..<count {
            var event = EventBody(.refused, at: Sample.now.advanced(bySeconds: number))
            event.code = Reference("\(code)-\(number)")
            try log.append([event], signedBy: signingKey(Self.ledger))
        }
    }

    var events: [UInt8] {
        get { scratch.read(name + "/events.jsonl") ?? [] }
        set { scratch.write(newValue, name + "/events.jsonl") }
    }

    var checkpoint: [UInt8] {
        get { scratch.read(name + "/checkpoint") ?? [] }
        set { scratch.write(newValue, name + "/checkpoint") }
    }

    var torn: [UInt8]? { scratch.read(name + "/torn") }

    /// Lines with their line feeds.
    var lines: [[UInt8]] {
        get { events.split(separator: 10).map { Array($0) + [10] } }
        set { events = newValue.flatMap { $0 } }
    }

    var types: [EventType] { (try? log.contents().events.map(\.type)) ?? [] }

    /// The line of an event that this vault would sign as the next one.
    func line(_ type: EventType = .refused, number: Int, of log: Identifier? = nil, by key: UInt8 = ledger) throws
        -> [UInt8]
    {
        let own = CheckpointNote(String(decoding: checkpoint, as: UTF8.self))?.checkpoint.log
        let event = EventBody(type, at: Sample.now).placed(in: log ?? own!, number: number)
        return CanonicalJSON.encode(SignedEvent(event, signedBy: signingKey(key))) + [10]
    }

    func receipts(from: Int = 0) throws -> Receipts {
        try log.receipts(
            from: from, organisation: Sample.organisation, site: Sample.site, provider: signer(Who.provider),
            endorsement: Self.endorsement)
    }

    /// Why reading, adding and verifying are refused; nil where any of them is not.
    var damage: LogError.Damage? {
        var found: Set<String> = []
        var last: LogError.Damage?
        for act in [
            { _ = try self.log.contents() }, { _ = try self.log.verify() }, { _ = try self.receipts() },
            { try self.append(1) },
        ] as [() throws -> Void] {
            let before = (events, checkpoint)
            do { try act() } catch {
                guard case LogError.damaged(_, let damage) = error else { return nil }
                last = damage
                found.insert("\(damage)")
                // Nothing is changed.
                guard (events, checkpoint) == before else { return nil }
                continue
            }
            return nil
        }
        return found.count == 1 ? last : nil
    }
}

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
