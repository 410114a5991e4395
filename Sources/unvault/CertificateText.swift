import CommandLineSupport
import CustodyLog
import PackageFormat
import Sealing

/// A certificate in words: the same facts for the terminal and for the page.
struct CertificateText {
    let certificate: DeletionCertificate
    private var body: CertificateBody { certificate.body }

    init(_ certificate: DeletionCertificate) { self.certificate = certificate }

    var title: String { "Certificate of deletion" }

    var resultInWords: String {
        switch body.result {
        case .complete:
            "COMPLETE: everything that this site's records know of was erased, and the delivery key destroyed"
        case .partial: "PARTIAL: something was kept, is missing or could not be erased"
        case .failed: "FAILED: the delivery key could not be destroyed"
        }
    }

    struct Section {
        let title: String
        let rows: [(String, String)]
    }

    var sections: [Section] {
        [
            Section(title: "What was deleted", rows: what), Section(title: "By whom", rows: whom),
            Section(title: "How", rows: how), Section(title: "Objects", rows: counts),
            Section(title: "Storage", rows: storage), Section(title: "What this does not show", rows: caveats),
            Section(title: "Evidence", rows: evidence),
        ].filter { !$0.rows.isEmpty }
    }

    private var what: [(String, String)] {
        [
            ("agreement", "\(body.reference), revision \(body.revision.value)"),
            ("package", body.packageID.description), ("package hash", body.packageHash.description),
            ("site", "\(shown(body.organisation)), \(shown(body.site))"),
            ("certificate", body.certificateID.description),
        ]
    }

    private var whom: [(String, String)] {
        guard let person = body.person else {
            return [("deleted by", "nobody was there: an unattended sweep; the site key did not sign")]
        }
        var rows = [("name", shown(person.name))]
        if let title = person.title { rows.append(("title", shown(title))) }
        if let location = person.location { rows.append(("location", shown(location))) }
        if let declaration = body.declaration { rows.append(("declares", shown(declaration))) }
        return rows
    }

    private var how: [(String, String)] {
        [
            ("from", inWords(body.startedAt)), ("to", inWords(body.finishedAt)),
            ("category", "\(body.methodType), of NIST SP 800-88 Rev. 1"), ("method", shown(body.methodUsed)),
            ("verified by", shown(body.verificationMethod)), ("tool", shown(body.tool)),
            ("delivery key", keyInWords),
        ] + (body.wasInterrupted ? [("interrupted", "an earlier run was cut short; this one went on from there")] : [])
    }

    private var keyInWords: String {
        let opens =
            body.key.opensNoMore ? "no key of this vault opens the package" : "a key of this vault still opens it"
        switch body.key.result.description {
        case "destroyed":
            let lock = body.key.hadPassphrase == false ? ", which had no passphrase" : ""
            return "destroyed\(lock); \(opens)"
        case "missing": return "not in this vault; \(opens)"
        case "shared": return "kept, since another package was sealed to it; \(opens)"
        default: return "not destroyed; \(opens)"
        }
    }

    private var counts: [(String, String)] {
        var numbers: [String: (count: Int, bytes: Int)] = [:]
        for object in body.objects {
            let name = "\(object.kind.description.replacing("-", with: " ")), \(object.result)"
            let before = numbers[name] ?? (0, 0)
            numbers[name] = (before.count + 1, before.bytes + (object.size?.value ?? 0))
        }
        return numbers.sorted { $0.key < $1.key }.map { name, found in
            (name, "\(grouped(found.count))\(found.bytes > 0 ? ", \(sized(found.bytes))" : "")")
        } + (body.objectCount.value > body.objects.count ? [("in all", grouped(body.objectCount.value))] : [])
    }

    private var storage: [(String, String)] {
        body.media.map { media in
            var facts = [
                "encrypted: \(media.encrypted)", "rotating disk: \(media.rotational)", "discard: \(media.discard)",
            ]
            if let model = media.model { facts.insert(shown(model), at: 0) }
            if let options = media.mountOptions { facts.append("mounted \(shown(options))") }
            facts.append("swap: \(media.swap)")
            return (shown(media.fileSystem), facts.joined(separator: "; "))
        }
    }

    private var caveats: [(String, String)] {
        body.caveats.map { ($0.description, Self.meanings[$0.description] ?? "") }
    }

    private var evidence: [(String, String)] {
        var rows = [("ledger key", body.endorsement.body.ledgerKey.fingerprint.description)]
        rows.append(("site key", SigningKeyText(certificate.siteKey).fingerprint.description))
        for witness in certificate.witnesses {
            rows.append(("witness", SigningKeyText(witness).fingerprint.description))
        }
        if let checkpoint = body.checkpoint {
            rows.append(("log", "\(checkpoint.checkpoint.log), \(grouped(checkpoint.checkpoint.size)) events"))
        }
        if let mark = body.clock.mark { rows.append(("log's last time", inWords(mark))) }
        if body.clock.isAhead {
            rows.append(
                ("clock", body.clock.isConfirmed ? "ahead, and confirmed" : "ahead of the log, and not confirmed"))
        }
        return rows
    }

    /// What each caveat means to somebody who reads a certificate; docs/erasure.md has the same list.
    static let meanings: [String: String] = [
        "key-without-passphrase":
            "the delivery key lay in the vault without a passphrase: whoever copied its file can open the package",
        "key-backups-unknown": "whether a copy of the key file survives in a backup is not known",
        "vault-backup-possible": "a backup of the vault made before the deletion would have the key",
        "other-recipients": "the package was sealed to other cards too, which this deletion does not touch",
        "derived-files-kept": "files that the package did not hold, or that were changed, are still there",
        "package-not-found": "the package file was not where it was last seen",
        "log-damaged": "the custody log was damaged, so this deletion may not be in it",
        "clock-unconfirmed": "the clock was ahead of the log and nobody confirmed it",
        "key-shared": "another package was sealed to the same card, so the key was kept",
        "objects-not-listed": "there were too many objects to list each of them",
        "hard-links": "a file had other names, under which what was only unlinked still stands",
        "shared-extents": "another file or a snapshot shared the place of some content, and still has it",
        "open-elsewhere": "another process had a file open, and may have kept what it held",
        "read-back-from-cache": "what was written was compared with what memory held, perhaps not with the device",
        "interrupted": "an earlier run was stopped; what it erased is known from that run alone",
        "folder-not-synced": "a folder could not be synced: after a power failure a name may be there again",
        "other-mount": "another file system begins in the copy; it was not entered",
        "name-escaped": "a name is no UTF-8 and is spelled with its bytes",
        "folder-replaced": "something else stands where the copy was opened; nothing in it was touched",
        "folder-not-identified": "that the folder is the one once opened follows from its path and content alone",
        "copy-on-write": "the file system writes elsewhere: overwriting reached nothing of the old content",
        "snapshots-possible": "snapshots that hold the old content can exist",
        "compressed": "content was stored compressed, so that random bytes need more room than it had",
        "data-journal": "file content goes through a journal, which keeps copies until it wraps",
        "names-may-remain": "names of files may remain in freed folder blocks and in the journal",
        "flash": "flash memory writes elsewhere and keeps old cells until it clears them",
        "discard-not-known": "whether the device is told of freed blocks is not known",
        "memory-only": "content was in memory alone, and in swap space where there is some",
        "swap-unencrypted": "swap space that is not encrypted may hold pages of the content",
        "swap-not-known": "whether swap space is encrypted, or used at all, is not known",
        "network-share": "another machine stores the content; its snapshots and backups cannot be seen from here",
        "no-permissions": "the file system keeps no owners and rights: whoever had the medium could copy",
        "layered": "the file system lies on another one, which may hold further copies",
        "virtual-disk": "the disk is virtual or an image: what lies beneath cannot be seen from here",
        "barriers-off": "write barriers are off: what was synced may have been in the device's memory alone",
        "unknown-storage": "the storage is of no kind that is known here",
    ]

    /// For the terminal.
    var lines: [String] {
        var lines = ["\(title): \(resultInWords)"]
        for section in sections {
            lines += ["", section.title]
            lines += section.rows.map { aligned("  \($0.0)", $0.1) }
        }
        return lines
    }
}
