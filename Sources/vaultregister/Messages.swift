import CommandLineSupport
import CustodyLog
import DeadlineRegister
import Files
import PackageFormat

extension RegisterError: Worded {
    public var words: Words {
        switch self {
        case .io(let error): error.words
        case .missing(let path):
            Words(
                .usage, "there is no register at \(quoted(path))",
                hint: "run \"vaultregister init --organisation NAME\" first, or name the register with \"--register\"")
        case .exists(let path):
            Words(
                .usage, "\(quoted(path)) exists already",
                hint: "one register takes all agreements; name another file with \"--register\" for another team")
        case .notARegister(let path):
            Words(
                .vaultDamaged, "\(quoted(path)) is not a register",
                hint: "name the file that \"vaultregister init\" made")
        case .newer(let path):
            Words(.newerTool, "the register \(quoted(path)) was made by a newer tool", hint: "update this tool")
        case .damaged(let path, let detail):
            Words(
                .vaultDamaged, "the register \(quoted(path)) is damaged: \(shown(detail))",
                hint: "run \"vaultregister rebuild\"; if that fails too, take the file from a backup")
        case .busy(let path):
            Words(
                .failure, "another process has held the register \(quoted(path)) for more than half a minute",
                hint: "wait for it to end, then run this again; nothing was changed")
        case .pinnedAlready(let fingerprint, let roles):
            Words(
                .usage, "\(fingerprint) is trusted already as \(roles.map(\.description).joined(separator: ", "))",
                hint: "nothing is to be done")
        case .notPinned(let fingerprint):
            Words(
                .usage, "\(fingerprint) is not trusted here",
                hint: "\"vaultregister trust list\" shows the keys that are")
        case .compromised(let fingerprint, let since):
            Words(
                .refused, "\(fingerprint) was removed as compromised since \(since.inWords)",
                hint: "ask its owner for a new key")
        case .unknown(let subject):
            Words(
                .usage, "nothing in the register is called \(quoted(subject))",
                hint:
                    "give the reference of an agreement, or a package id; \"vaultregister due --within 36500d\" lists all that is open"
            )
        case .csv(let path, let problems):
            Words(
                .usage, "\(quoted(path)) is not taken over: \(counted(problems.count, "problem"))",
                details: problems.prefix(50).map(\.inWords),
                hint: "mend the table and run this again; nothing was changed")
        }
    }
}

extension DeclaredProblem {
    var inWords: String {
        let place = "row \(row)\(column.isEmpty ? "" : ", \(shown(column))")"
        return switch fault {
        case .noSuchColumn: "\(place): no such column"
        case .missingColumn: "\(place): this column is missing"
        case .repeatedColumn: "\(place): this column stands there twice"
        case .repeatedTransfer:
            "row \(row): \(value) is about the same reference, recipient and site; give one of them a site of its own"
        case .missingValue: "\(place): there is no value"
        case .notADate: "\(place): \(quoted(value)) is not a day; write it as 2026-11-21"
        case .notADirection: "\(place): \(quoted(value)) is neither \"out\" nor \"in\""
        case .notText: "\(place): \(quoted(value)) has characters that cannot be shown, or is too long"
        case .endsBeforeStart: "\(place): \(quoted(value)) is before the day of expiry"
        case .tooManyValues: "row \(row): more values than columns, from \(quoted(value)) on"
        case .quoteNotClosed: "a quote is never closed"
        case .notUTF8: "the text is not UTF-8"
        }
    }
}

extension Arrival.Problem {
    func words(about name: String) -> Words {
        switch self {
        case .io(let error): error.words
        case .unrecognised:
            Words(
                .usage, "\(quoted(name)) is none of the files that a register takes",
                hint:
                    "heads, packages, cards, approvals, statements, receipts and certificates; tables go by \"import-csv\""
            )
        case .tooLong(let cap):
            Words(.usage, "\(quoted(name)) is longer than \(sized(cap))", hint: "ask for receipts in parts")
        case .package(let error):
            Words(error.words.status, "\(quoted(name)): \(error.words.message)", hint: error.words.hint)
        }
    }
}

extension Arrival.Kind {
    var one: String {
        switch self {
        case .head: "head"
        case .card: "card"
        case .approval: "approval"
        case .statement: "statement"
        case .receipts: "file of receipts"
        case .certificate: "certificate"
        case .pin, .unpin: "key"
        case .note: "note"
        case .declared: "table"
        }
    }

    var many: String { self == .receipts ? "files of receipts" : one + "s" }
}

extension AsideReason {
    /// Why, in a clause.
    var inWords: String {
        switch self {
        case .unknownProvider: "its provider's key is not trusted here"
        case .unknownSite: "no agreement here names the site's key"
        case .unknownApprover: "the approver's key is not trusted here for that role"
        case .unknownPackage: "the package that it is about was never seen here"
        case .earlierReceiptsMissing: "earlier receipts of the same log are missing"
        case .newerTool: "a newer tool wrote it"
        case .notAuthentic: "it is not authentic or damaged"
        case .otherSigner: "it is not signed by a key that may"
        case .doesNotFit: "it does not fit the package or log that it names"
        case .logShrank: "the log has fewer events than before, and other ones"
        case .logForked: "the log has another history than before"
        }
    }

    /// What somebody can do.
    var next: String {
        switch self {
        case .unknownProvider:
            "compare the fingerprint with the provider, then \"vaultregister trust add KEY.pub --as provider\""
        case .unknownSite: "add the package's head, or \"vaultregister trust add KEY.pub --as site\""
        case .unknownApprover: "\"vaultregister trust add KEY.pub --as approver:ROLE\""
        case .unknownPackage: "add the head of that package"
        case .earlierReceiptsMissing: "ask the site for \"unvault receipts --all\""
        case .newerTool: "update this tool, then \"vaultregister rebuild\""
        case .notAuthentic: "ask the sender for it again, by another way"
        case .otherSigner: "ask the site or the provider whether they made it"
        case .doesNotFit: "ask whoever sent it what it is about"
        case .logShrank, .logForked: "ask the site what happened to its vault, and who could change it"
        }
    }
}

extension FindingCode {
    var inWords: String {
        switch self {
        case .twoHeads: "two different packages have one package id"
        case .cardUsedTwice: "one card was used for two packages"
        case .logRestarted: "the site's log was damaged and begun anew"
        case .logReplaced: "the site has a second log that does not continue the first"
        case .certificateContradictsLog: "a certificate was made on a log with another history; it does not count"
        case .statementWithoutEffect: "a provider's statement has no effect beside others"
        case .clock: "the site's clock was wrong, or had to be confirmed"
        }
    }
}

extension CopyState {
    func inWords(daysLeft days: Int) -> String {
        let late = days < 0 ? ", \(counted(-days, "day")) late" : ""
        return switch self {
        case .sent: "sent, \(Self.left(days))"
        case .received: "received, \(Self.left(days))"
        case .open: "open, \(Self.left(days))"
        case .closed: "closed, \(Self.left(days))"
        case .expired: "expired, \(Self.left(days))"
        case .recalled: "RECALLED\(late)"
        case .deletionDue: "DELETION DUE today"
        case .overdue: "OVERDUE\(late)"
        case .deleted: "deleted"
        case .deletionPartial: "DELETED IN PART\(late)"
        case .onHold: "on hold"
        }
    }

    private static func left(_ days: Int) -> String {
        days < 0 ? "\(counted(-days, "day")) late" : "\(counted(days, "day")) left"
    }
}

extension CopyRow.Missing {
    var inWords: String {
        switch self {
        case .acknowledgement: "any word from the site"
        case .certificate: "a certificate of deletion"
        case .completeCertificate: "a certificate that says complete"
        case .certificateOfLaterUse: "a certificate that covers what was opened or closed since"
        case .certificateOfDeletionLogged: "the certificate of the deletion that the site's log tells of"
        case .wordOfDeletion: "word that it is deleted"
        }
    }
}
