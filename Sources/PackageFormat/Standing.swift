import Sealing

/// What holds for one package now: a function of its head and of the set of its provider's statements, whatever the
/// order in which they came (docs/format.md, section 16).
///
/// Recall: the one issued first. Hold: the last hold or release issued, and the hold where both are of one second.
/// Agreement: from that in the head on, each amendment that names the agreement in force takes its place, unless it
/// was issued after the recall, or at its second.
public struct Standing: Equatable, Sendable {
    public struct Notice: Hashable, Sendable {
        public let reason: Prose
        public let at: Instant
    }

    public struct LeftOut: Equatable, Sendable {
        public let statement: Digest
        public let fault: ProviderStatementFault
    }

    /// The agreement in force: that in the head, or that of the last amendment.
    public private(set) var agreement: Agreement
    public private(set) var agreementHash: Digest
    /// A recall is final.
    public private(set) var recalled: Notice?
    /// The hold in force; while there is one, copies are kept.
    public private(set) var hold: Notice?
    /// In the order of issue.
    public private(set) var applied: [Digest] = []
    /// Statements that were given and have no effect, each with its first fault.
    public private(set) var leftOut: [LeftOut] = []

    private let package: SentPackage
    /// All statements that are sound, with or without an effect, in the order of issue.
    private let sound: [Filed]
    private let unsound: [LeftOut]
    private var lastOrder: Filed?

    /// A statement that is sound for this package.
    private struct Filed: Equatable {
        let statement: ProviderStatement
        let digest: Digest

        init(_ statement: ProviderStatement) { (self.statement, digest) = (statement, statement.digest) }

        /// By time of issue; at one second a hold stands after all else, and outlasts a release; then by digest.
        func isIssued(before other: Filed) -> Bool {
            let (a, b) = (statement.issuedAt, other.statement.issuedAt)
            guard a == b else { return a < b }
            let (isHold, isOtherHold) = (statement.kind == .hold, other.statement.kind == .hold)
            guard isHold == isOtherHold else { return isOtherHold }
            return digest.bytes.lexicographicallyPrecedes(other.digest.bytes)
        }
    }

    public init(of head: Head, statements: [ProviderStatement]) {
        let package = SentPackage(head)
        var (sound, unsound): ([Filed], [LeftOut]) = ([], [])
        for next in Set(statements).map(Filed.init).sorted(by: { $0.isIssued(before: $1) }) {
            do throws(ProviderStatementFault) {
                try package.check(next.statement)
                sound.append(next)
            } catch { unsound.append(LeftOut(statement: next.digest, fault: error)) }
        }
        self.init(package, sound, unsound)
    }

    private init(_ package: SentPackage, _ sound: [Filed], _ unsound: [LeftOut]) {
        let inOrder = sound.sorted { $0.isIssued(before: $1) }
        (self.package, self.sound, self.unsound) = (package, inOrder, unsound)
        (agreement, agreementHash) = (package.agreement, package.agreementHash)
        var taken: [Filed] = []
        for next in inOrder where next.statement.kind != .amendment && fault(of: next) == nil {
            take(next)
            taken.append(next)
        }
        // After the recall, which ends amendments. One may name the agreement of another that was issued later.
        var waiting = inOrder.filter { $0.statement.kind == .amendment }
        while let index = waiting.firstIndex(where: { fault(of: $0) == nil }) {
            take(waiting[index])
            taken.append(waiting.remove(at: index))
        }
        applied = taken.sorted { $0.isIssued(before: $1) }.map(\.digest)
        let isApplied = Set(applied)
        leftOut =
            unsound
            + inOrder.filter { !isApplied.contains($0.digest) }.compactMap { idle in
                fault(of: idle).map { LeftOut(statement: idle.digest, fault: $0) }
            }
    }

    /// The standing with one statement more, as if all had been given at once; throws where it would have no effect.
    public func accepting(_ statement: ProviderStatement) throws(ProviderStatementFault) -> Standing {
        let next = Filed(statement)
        guard !applied.contains(next.digest) else { throw .alreadyApplied }
        try package.check(statement)
        if let fault = fault(of: next) { throw fault }
        return Standing(package, sound.filter { $0 != next } + [next], unsound)
    }

    /// All that `accepting` would check of an amendment to `amended`, but its approvals: for a sender who is to sign it.
    public func check(_ amended: Agreement) throws(ProviderStatementFault) {
        try package.checkRevision(amended, superseding: amended.supersedes)
        if let recalled { throw .recalled(recalled.at) }
        if let fault = fault(ofRevision: amended, superseding: amended.supersedes ?? agreementHash) { throw fault }
    }

    /// Why a sound statement has no effect beside those that were taken.
    private func fault(of next: Filed) -> ProviderStatementFault? {
        switch next.statement {
        case .amendment(let amendment):
            let body = amendment.body
            if let recalled, recalled.at <= body.issuedAt { return .recalled(recalled.at) }
            return fault(ofRevision: body.agreement, superseding: body.agreementHash)
        case .recall(let recall):
            guard let recalled, recalled.at <= recall.body.issuedAt else { return nil }
            return .recalled(recalled.at)
        case .hold, .release:
            guard let last = lastOrder?.statement else { return nil }
            let (kind, moment) = (next.statement.kind, next.statement.issuedAt)
            let isReleaseOfItsSecond = moment == last.issuedAt && kind == .release && last.kind == .hold
            guard moment < last.issuedAt || isReleaseOfItsSecond else { return nil }
            return .overtaken(kind, issuedAt: moment, by: last.kind, at: last.issuedAt)
        }
    }

    private func fault(ofRevision amended: Agreement, superseding hash: Digest) -> ProviderStatementFault? {
        guard amended.revision > agreement.revision else {
            return .notLater(revision: amended.revision, inForce: agreement.revision)
        }
        return hash == agreementHash ? nil : .notInForce(named: hash, inForce: agreementHash)
    }

    private mutating func take(_ next: Filed) {
        switch next.statement {
        case .amendment(let amendment):
            agreement = amendment.body.agreement
            agreementHash = agreement.hash
        case .recall(let recall): recalled = Notice(reason: recall.body.reason, at: recall.body.issuedAt)
        case .hold(let hold):
            self.hold = Notice(reason: hold.body.reason, at: hold.body.issuedAt)
            lastOrder = next
        case .release:
            hold = nil
            lastOrder = next
        }
    }
}
