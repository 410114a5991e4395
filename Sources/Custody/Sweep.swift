import CustodyLog
import Files
import Opening
import PackageFormat
import Sealing

/// What a sweep did, or would do.
public struct SweepStep: Sendable {
    public enum Act: String, Sendable { case close, delete, none }

    public let reference: Reference
    public let package: Identifier
    public let act: Act
    /// Nil in a dry run.
    public let outcome: Outcome?

    public enum Outcome: Sendable {
        case closed(Erasure)
        case deleted(DeletionCertificate, path: String, Erasure)
        case failed(VaultError)
    }
}

extension SiteVault {
    /// Closes what has expired, deletes what has reached its deletion day or was recalled; nobody need be there. A clock that is
    /// ahead of the record by more than a log believes deletes nothing until it is confirmed: denial can be undone, deletion
    /// cannot.
    public func sweep(isDryRun: Bool, tool: Line, clock: @escaping @Sendable () -> Instant) throws(VaultError)
        -> [SweepStep]
    {
        let now = try effectiveTime(clock: clock())
        if let mark = try clockMark(), now > mark.advanced(bySeconds: ClockMark.longestStep) {
            if !isDryRun { try noteSweep(at: now) }
            throw .clockJumped(mark: mark, now: now)
        }
        var steps: [SweepStep] = []
        for holding in try holdings() {
            let act = act(for: holding, at: now)
            guard act != .none else { continue }
            var outcome: SweepStep.Outcome?
            if !isDryRun { outcome = perform(act, holding, DeletionRequest(tool: tool, clock: clock)) }
            steps.append(
                SweepStep(
                    reference: holding.agreement.reference, package: holding.packageID, act: act, outcome: outcome))
        }
        if !isDryRun { try noteSweep(at: now) }
        return steps
    }

    private func act(for holding: Holding, at now: Instant) -> SweepStep.Act {
        // One that was cut short is finished, also where nothing but its outcome is missing.
        if (try? isDeletionUnfinished(holding)) == true { return .delete }
        // What a deletion left is for a person to look at.
        guard holding.certificate == nil else { return .none }
        switch holding.state(at: now, wasOpened: true) {
        case .recalled, .deletionDue, .overdue: return .delete
        case .expired: return holding.copies.isEmpty ? .none : .close
        case .received, .open, .closed, .deleted, .deletionPartial, .onHold: return .none
        }
    }

    private func perform(_ act: SweepStep.Act, _ holding: Holding, _ request: DeletionRequest) -> SweepStep.Outcome {
        do throws(VaultError) {
            if act == .close { return .closed(try close(holding, request: request, isUnattended: true)) }
            let (certificate, path, erasure) = try delete(holding, request: request, witness: nil)
            return .deleted(certificate, path: path, erasure)
        } catch { return .failed(error) }
    }

    /// One event a day in each log, so that the logs know how time passes.
    private func noteSweep(at now: Instant) throws(VaultError) {
        for log in try logs() {
            let events = try inLedger { () throws(LogError) in try log.contents().events }
            if let last = events.last(where: { $0.type == .swept }), last.at.utcDate == now.utcDate { continue }
            var event = EventBody(.swept, at: now)
            event.isUnattended = true
            try record([event], of: events.first?.provider)
        }
    }
}
