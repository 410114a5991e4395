import FoundationEssentials
import GRDB
import PackageFormat
import Sealing

/// A key that the team trusts, in one role.
public struct RegisterPin: Encodable, Sendable {
    public let key: SigningKeyText
    public let fingerprint: String
    public let role: String
    public let comment: String
    public let pinnedAt: Instant

    enum CodingKeys: String, CodingKey {
        case key, fingerprint, role, comment
        case pinnedAt = "pinned_at"
    }
}

extension Register {
    public func pins() throws(RegisterError) -> [RegisterPin] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT key, role, comment, pinned_at FROM pin ORDER BY role, comment, key").map {
                row in
                guard let key = SigningKeyText(row[0]), let at = Instant(secondsSinceEpoch: row[3]) else {
                    throw Inconsistency(table: "pin")
                }
                return RegisterPin(
                    key: key, fingerprint: key.fingerprint.description, role: row[1], comment: row[2], pinnedAt: at)
            }
        }
    }

    /// Trusts a key in one role; it may have several. Takes up what waited for it.
    public func trust(_ line: KeyLine, as role: PinRole, now: Instant) throws(RegisterError) {
        guard let key = SigningKeyText(line.bare) else { preconditionFailure("a key line that was parsed") }
        let (since, roles) = try read { db in
            (
                try String.fetchOne(
                    db, sql: "SELECT since FROM compromised WHERE key = ?", arguments: [key.description]),
                try Intake(db, now: now).roles(of: key.key)
            )
        }
        if let since, let day = LocalDate(since) { throw .compromised(key.fingerprint, since: day) }
        guard !roles.contains(role) else { throw .pinnedAlready(key.fingerprint, roles) }
        let pin = TeamAct.Pin(
            key: key, comment: Line(typed: line.comment), role: role.description, at: now, id: .random())
        try add(.pin(pin), now: now)
    }

    /// Trusts a key no longer, in no role. What was taken while it was trusted stays.
    public func distrust(_ fingerprint: Fingerprint, compromisedSince since: LocalDate?, now: Instant)
        throws(RegisterError)
    {
        guard let pin = try pins().first(where: { $0.key.fingerprint == fingerprint }) else {
            throw .notPinned(fingerprint)
        }
        try add(.unpin(TeamAct.Unpin(key: pin.key, compromisedSince: since, at: now, id: .random())), now: now)
    }

    /// Notes something about an agreement, a package or a declared transfer that the register knows.
    public func note(_ subject: String, _ text: Prose, now: Instant) throws(RegisterError) {
        guard let reference = Line(subject), try !subjects(matching: subject).isEmpty else { throw .unknown(subject) }
        let note = TeamAct.Note(reference: reference, text: text, at: now, id: .random())
        try add(.note(note), now: now)
    }

    private func add(_ act: TeamAct, now: Instant) throws(RegisterError) {
        _ = try add([Arrival(name: act.kind.rawValue, content: act.content, kind: act.kind)], now: now)
    }

    /// References that `subject`, a reference or a package id, stands for.
    func subjects(matching subject: String) throws(RegisterError) -> [String] {
        try read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT reference FROM package WHERE reference = ?1 OR package_id = ?1
                    UNION SELECT reference FROM declared WHERE reference = ?1
                    UNION SELECT reference FROM offered_card WHERE reference = ?1
                    """, arguments: [subject])
        }
    }
}
