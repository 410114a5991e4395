import ArgumentParser
import CommandLineSupport
import Opening
import PackageFormat
import Sealing

/// The person who opens: named by an option, or asked at the terminal.
struct OperatorAtTerminal: Operator {
    let given: String?
    let acceptsTerms: Bool
    let quiet: Bool
    /// Told of the head once it was checked.
    let knows: (Head) -> Void

    func chooses(from users: [Line]) throws(OpeningError) -> String? {
        if let given { return given }
        guard Terminal.canAsk else { return nil }
        if users.count == 1 {
            return try asking("Are you \(users[0])?") ? users[0].description : nil
        }
        Output.notice("Who opens it?")
        for (number, user) in users.enumerated() { Output.notice("  \(number + 1)  \(user)") }
        do throws(PassphraseFailure) {
            let answer = try Terminal.ask("number: ") ?? ""
            guard let number = Int(answer.trimmed), users.indices.contains(number - 1) else { return nil }
            return users[number - 1].description
        } catch { throw .interrupted }
    }

    func accepts(
        _ head: Head, _ agreement: Agreement, approvals: [ApprovalStanding], storage: StorageFacts?
    ) throws(OpeningError) -> Bool {
        knows(head)
        if !quiet || !acceptsTerms { show(agreement, approvals) }
        if acceptsTerms { return true }
        guard Terminal.canAsk else { return false }
        let ids = agreement.conditions.map(\.id.description)
        let what = ids.isEmpty ? "these terms" : "these terms and the conditions \(ids.joined(separator: ", "))"
        return try asking("Do you accept \(what)?")
    }

    private func asking(_ question: String) throws(OpeningError) -> Bool {
        do throws(PassphraseFailure) { return try Terminal.confirms(question) } catch { throw .interrupted }
    }

    /// Purpose, dates, classification, conditions: what acceptance is asked for.
    private func show(_ agreement: Agreement, _ approvals: [ApprovalStanding]) {
        Output.notice(text: AgreementSummary(accepting: agreement).text(width: Terminal.width))
        for approval in approvals {
            let standing =
                approval.isPinned ? "key trusted here" : "declared by the provider; the key is not trusted here"
            Output.notice(aligned("approved", "\(approval.name), \(approval.role) (\(standing))"))
        }
    }
}

/// What extraction and verification share on this machine.
func extractionOptions(progress: @escaping (Int) -> Void) -> ExtractionOptions {
    var options = ExtractionOptions()
    options.progress = progress
    options.isInterrupted = { Interrupts.haveCome }
    return options
}
