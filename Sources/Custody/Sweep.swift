import CustodyLog
import Files
import Opening
import PackageFormat
import Sealing

/// What a sweep did, or would do.
public struct Sweep: Sendable {
    public let steps: [SweepStep]
    /// Logs and holdings that are damaged; somebody must see to them.
    public let damaged: [VaultError]
}

/// What a sweep did with one package.
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
    ///
    /// Damage to one log or holding does not keep the others: what is to be deleted under a damaged log is deleted, as a person
    /// would (the certificate says that the log is damaged); a closing fails there, since it leaves no certificate and nothing
    /// would tell of it. Only logs that are whole say what time it is: where none is, nothing is closed or deleted.
    public func sweep(isDryRun: Bool, tool: Line, clock: @escaping @Sendable () -> Instant) throws(VaultError) -> Sweep
    {
        let (mark, damagedLogs) = try readableMark()
        var now = clock()
        if let mark {
            now = try effectiveTime(clock: now, mark: mark)
            if now > mark.advanced(bySeconds: ClockMark.longestStep) {
                if !isDryRun { try noteSweep(at: now) }
                throw .clockJumped(mark: mark, now: now)
            }
        } else if let first = damagedLogs.first {
            throw first
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
        return Sweep(steps: steps, damaged: damagedLogs + (try damagedHoldings().map(\.error)))
    }

    private func act(for holding: Holding, at now: Instant) -> SweepStep.Act {
        // One that was cut short is finished, also where nothing but its outcome is missing.
        if (try? isDeletionUnfinished(holding)) == true { return .delete }
        // What a deletion left is for a person to look at.
        guard holding.certificate == nil else { return .none }
        switch holding.state(at: now, wasOpened: true) {
        case .recalled, .deletionDue, .overdue: return .delete
        case .expired: return holding.copies.isEmpty ? .none : .close
        case .sent, .received, .open, .closed, .deleted, .deletionPartial, .onHold: return .none
        }
    }

    private func perform(_ act: SweepStep.Act, _ holding: Holding, _ request: DeletionRequest) -> SweepStep.Outcome {
        do throws(VaultError) {
            if act == .close { return .closed(try close(holding, request: request, isUnattended: true)) }
            let (certificate, path, erasure) = try delete(holding, request: request, witness: nil)
            return .deleted(certificate, path: path, erasure)
        } catch { return .failed(error) }
    }

    /// One event a day in each log that is whole, so that the logs know how time passes.
    private func noteSweep(at now: Instant) throws(VaultError) {
        for log in try logs() {
            do throws(VaultError) { try noteSweep(at: now, in: log) } catch {
                guard case .log = error else { throw error }
            }
        }
    }

    private func noteSweep(at now: Instant, in log: EventLog) throws(VaultError) {
        let events = try inLedger { () throws(LogError) in try log.contents().events }
        if let last = events.last(where: { $0.type == .swept }), last.at.utcDate == now.utcDate { return }
        var event = EventBody(.swept, at: now)
        event.isUnattended = true
        try add([event], to: log)
    }
}
