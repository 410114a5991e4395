import CustodyLog
import Foundation
import Glibc
import PackageFormat
import Testing

/// The register over a year: two sites, three agreements and 400 declared ones, with what goes wrong.
@Suite struct RegisterStoryTests {
    @Test func theThreeToChaseAreFound() throws {
        let story = try RegisterStory()
        let scratch = story.scratch

        // Sent: nothing is due, and it is known when it will be.
        try story.importTable()
        let said = try story.add(
            "DSA-101.mvault-head", "DSA-102.mvault", "DSA-103.mvault-head", "DSA-101-b.card", "DSA-103.mvault")
        #expect(said == "added 3 heads, 1 card; 1 file known already\n")
        #expect(try scratch.succeed("vaultregister", "due").out == "nothing is due\n")
        #expect(
            try scratch.dueLines(on: 0, within: 75) == [
                "DSA-101 Department B sent 60", "DSA-101 Department C sent 60", "DSA-102 Department B sent 70",
                "DSA-102 Department C sent 70",
            ])
        #expect(try scratch.due(on: 0, within: 75).status == Status.due)
        var calendar = try look(scratch, on: 0, chased: 0, open: 403)

        // Used: the first is renewed, the second recalled, the third put on hold. Department C never says that DSA-102 came.
        for reference in ["DSA-101", "DSA-102", "DSA-103"] { try story.open(reference, at: "b") }
        try story.open("DSA-101", at: "c")
        try story.renew("DSA-101", expires: 120, deleteBy: 150)
        try story.order("recall", "DSA-102")
        try story.order("hold", "DSA-103")
        try story.receipts("b", to: "b1.receipts")
        try story.receipts("c", to: "c1.receipts")
        try story.add("c1.receipts", "b1.receipts", "DSA-103.hold", "DSA-102.recall", "DSA-101.amendment")
        #expect(
            try scratch.dueLines(on: 65) == [
                "DSA-102 Department B recalled -65", "DSA-102 Department C recalled -65",
                "DSA-103 Department B on-hold 15",
            ])
        calendar = try look(scratch, on: 65, chased: 2, open: 403, after: calendar)

        // Department B deletes the recalled copy. The certificate, under the other department's name, is no certificate.
        try scratch.succeed("unvault", "import", "DSA-102.recall", "--vault", story.vaultFolder("b"))
        try story.delete("DSA-102", at: "b")
        let forged = try scratch.text(of: "DSA-102-b.certificate").replacing("Department B", with: "Department C")
        try scratch.write(forged, to: "forged.certificate")
        let aside = try story.add("forged.certificate", "DSA-102-b.certificate", leaving: Status.notAuthentic)
        #expect(aside.hasPrefix("kept aside: forged.certificate: it is not authentic or damaged\n"), "\(aside)")
        let (rows, kept, status) = try scratch.due(on: 72)
        #expect(status == Status.due && kept == ["not-authentic": 1])
        #expect(rows.map(\.organisation) == ["Department C", "Department B"])
        #expect(rows[0].state == "overdue" && rows[0].missing == ["acknowledgement", "certificate"])
        calendar = try look(scratch, on: 72, chased: 1, open: 403, after: calendar)

        // Department B deletes the renewed one; then it puts an older copy of its vault back and opens it again.
        let vault = story.vaultFolder("b")
        try scratch.succeed("cp", "-a", vault, "backup")
        try scratch.succeed("cp", "DSA-101.mvault", "again.mvault")
        try story.delete("DSA-101", at: "b")
        try story.receipts("b", to: "b2.receipts")
        try story.add("b2.receipts", "DSA-101-b.certificate")
        #expect(try !scratch.dueLines(on: 151).contains { $0.hasPrefix("DSA-101 Department B") })
        try scratch.succeed("rm", "-rf", vault)
        try scratch.succeed("mv", "backup", vault)
        try story.open("DSA-101", at: "b", from: "again.mvault", into: "again")
        try story.receipts("b", to: "b3.receipts")
        try scratch.succeed("cp", "DSA-101-b.certificate", "replayed.certificate")
        let shrank = try story.add("replayed.certificate", "b3.receipts", leaving: Status.notAuthentic)
        #expect(shrank.hasPrefix("kept aside: b3.receipts: the log has fewer events than before, and other ones\n"))
        #expect(shrank.contains("1 file known already"), "\(shrank)")
        #expect(try scratch.due(on: 100).aside == ["log-shrank": 1, "not-authentic": 1])
        calendar = try look(scratch, on: 100, chased: 1, open: 403, after: calendar)

        // Department C deletes in part, the hold ends, and nobody does more.
        try scratch.write("changed\n", to: "DSA-101-c/README.txt")
        try story.delete("DSA-101", at: "c", leaving: Status.deletion)
        try story.order("release", "DSA-103")
        try story.add("DSA-101-c.certificate", "DSA-103.release", "replayed.certificate")
        let chased = [
            "DSA-102 Department C overdue -151", "DSA-103 Department B overdue -71",
            "DSA-101 Department C deletion-partial -1",
        ]
        #expect(try scratch.dueLines(on: 151) == chased)
        // At the top also of all that comes within a year.
        let year = try scratch.due(on: 151, within: 365).rows
        #expect(year.count == 3 + 316 && year[3].reference == "OLD-1" && year[3].evidence == "declared")
        #expect(try Array(scratch.dueLines(on: 151, within: 365).prefix(3)) == chased)
        calendar = try look(scratch, on: 151, chased: 3, open: 403, after: calendar)
        try checkEnd(scratch, calendar)
    }

    /// Page, calendar and audit as of one day; the calendar updates the one before.
    private func look(
        _ scratch: Scratch, on offset: Int, chased: Int, open: Int, after earlier: CalendarEvents? = nil
    ) throws -> CalendarEvents {
        try scratch.succeed("vaultregister", "report", "-o", "page.html", "--on", "\(day(offset))")
        let page = try scratch.text(of: "page.html")
        let sentence =
            switch chased {
            case 0: "Nothing is overdue."
            case 1: "1 copy is to be chased today."
            default: "\(chased) copies are to be chased today."
            }
        #expect(page.contains("\(day(offset).inWords). \(sentence) \(open) agreements are open, 0 are closed."))
        try scratch.succeed("vaultregister", "calendar", "-o", "deadlines.ics")
        let calendar = try CalendarEvents(try scratch.text(of: "deadlines.ics"))
        #expect(calendar.events.count == 2 * 403)
        for (uid, event) in earlier?.events ?? [:] {
            let now = try #require(calendar.events[uid], "\(uid) is there still")
            let (old, new) = (Int(event["SEQUENCE"]!)!, Int(now["SEQUENCE"]!)!)
            #expect(new >= old)
            let isSame = ["STATUS", "DTSTART", "SUMMARY"].allSatisfy { event[$0] == now[$0] }
            #expect(isSame || new > old, "a change has a later number")
        }
        try scratch.succeed("rm", "-f", "audit.csv")
        try scratch.succeed("vaultregister", "audit", "DSA-101", "-o", "audit.csv")
        let lines = try scratch.text(of: "audit.csv").components(separatedBy: "\r\n")
        #expect(lines[0].hasPrefix("at,what,operator,organisation,site,package_id,revision,detail,evidence,verified"))
        let gaps = lines.filter { $0.hasPrefix(",nothing is known") }
        #expect(gaps.count == 2 && gaps.allSatisfy { $0.hasSuffix(",no") }, "\(gaps)")
        return calendar
    }

    private func checkEnd(_ scratch: Scratch, _ calendar: CalendarEvents) throws {
        // 101 and 102 have a copy left each; nothing is cancelled, and DSA-101's day is that of the renewal.
        #expect(calendar.events.values.allSatisfy { $0["STATUS"] == "CONFIRMED" && $0["alarms"] == "2" })
        let renewed = calendar.events.values.filter { $0["SUMMARY"]?.contains("DSA-101") == true }
        let days = Set(renewed.compactMap { $0["DTSTART"] })
        #expect(days == Set([120, 150].map { "\(day($0))".replacing("-", with: "") }))
        try checkProofs(scratch)
        let show = try scratch.succeed("vaultregister", "show", "DSA-101").out
        #expect(show.contains("\nopen: 1 copy of 2 not accounted for\n"), "\(show)")
        let check = try scratch.run(["vaultregister", "check"])
        #expect(check.status == Status.notAuthentic && check.out.contains("kept aside: certificate forged.certificate"))
        #expect(check.out.contains("kept aside: receipts b3.receipts"))
        let before = try scratch.due(on: 151, within: 36_500).rows.map { "\($0)" }
        try scratch.succeed("vaultregister", "rebuild")
        #expect(try scratch.due(on: 151, within: 36_500).rows.map { "\($0)" } == before)
        #expect(try scratch.run(["vaultregister", "check"]).out == check.out)
    }

    /// Each event in the audit stands in its site's log: anybody can compute the root from its line and path.
    private func checkProofs(_ scratch: Scratch) throws {
        struct Audit: Decodable {
            struct Access: Decodable {
                struct Proof: Decodable {
                    let number: Int
                    let line: String
                    let path: [String]
                    let checkpoint: String
                }
                let `operator`: String?
                let proof: Proof
            }
            let accesses: [Access]
        }
        try scratch.succeed("vaultregister", "audit", "DSA-101", "--json", "-o", "audit.json")
        let audit = try JSONDecoder().decode(Audit.self, from: Data(try scratch.bytes(of: "audit.json")))
        #expect(Set(audit.accesses.compactMap(\.operator)) == ["J. Doe", "P. Okoro"])
        for access in audit.accesses {
            let proof = access.proof
            let checkpoint = try #require(CheckpointNote(proof.checkpoint)).checkpoint
            let root = MerkleLevels.root(
                leaf: MerkleLevels.leafHash(Array(proof.line.utf8)), index: proof.number, size: checkpoint.size,
                path: proof.path.compactMap { TreeHash($0) })
            #expect(root == checkpoint.root)
        }
    }
}
