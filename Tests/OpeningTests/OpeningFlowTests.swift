import Files
import FoundationEssentials
import Glibc
import PackageFormat
import TestCast
import Testing

@testable import Opening

@Suite struct OpeningFlowTests {
    static let order = [
        "cards", "bind", "keep", "received", "time", "standing", "name", "terms", "intended", "key", "contents",
        "opened",
    ]

    @Test func anHonestPackageOpensInTheOrderOfTheFormat() throws {
        let bench = Bench(PackageForge())
        let outcome = try bench.open()
        #expect(bench.site.acts == Self.order)
        #expect(outcome.files == 3 && outcome.bytes == 49 && outcome.person == Sample.person)
        for (path, content) in PackageForge.files { #expect(bench.opened(path) == content) }
        #expect(bench.left == ["opened"])
        #expect(try bench.verify().isHeadAlone == false)
    }

    @Test func theIntentionStandsBeforeAnythingIsWritten() {
        let bench = Bench(PackageForge())
        bench.site.before = { act in
            let staged = bench.left
            switch act {
            case "intended", "key", "contents":
                // The staging folder is there, named in the intention, and empty.
                #expect(staged.count == 1)
                let inside = try? FileManager.default.contentsOfDirectory(atPath: bench.target + "/" + staged[0])
                #expect(inside == [])
            case "opened": #expect(staged == ["opened"])
            default: #expect(staged.isEmpty)
            }
        }
        #expect(throws: Never.self) { try bench.open() }
        guard bench.site.events.count == 3,
            case .intended(_, let person, let copy) = bench.site.events[1],
            case .opened(_, _, let opened, _, _) = bench.site.events[2]
        else {
            Issue.record("no intention")
            return
        }
        #expect(person == Sample.person && copy.person == person && copy.destination == bench.destination)
        #expect(copy.staging.hasPrefix(bench.target + "/.opened."))
        #expect(copy.storage.description.contains("encrypted: ") && copy.intendedAt == bench.now)
        #expect(opened == copy.copy)
        // What is at the destination is the folder of the intention.
        let number = try? File(folder: bench.destination).status().inode
        #expect(copy.folderNumber?.value == number.map { Int(truncatingIfNeeded: $0) })
        #expect(bench.site.contents.map(\.path.description) == ["data/households.csv", "data/notes.txt", "empty.txt"])
        #expect(bench.site.keptPath == bench.package)
    }

    @Test func filesAndFoldersAreForTheirOwnerAlone() async {
        await #expect(processExitsWith: .success) {
            var forge = TarForge([
                TarForge.Entry(path: "open/", type: "5", mode: 0o700),
                TarForge.Entry(path: "tool.sh", content: Array("x".utf8)),
            ])
            forge.entries[1].modified = 1_000_000_000
            let bench = Bench(PackageForge(StreamForge(forge)))
            umask(0)
            _ = try bench.open()
            let root = try File(folder: bench.destination)
            #expect(try root.status().mode == 0o700)
            #expect(try root.status(of: "tool.sh")?.mode == 0o600)
            #expect(try root.status(of: "tool.sh")?.modifiedSeconds == 1_000_000_000)
            #expect(try root.status(of: "open")?.mode == 0o700)
        }
    }

    @Test func aPackageForNobodyHereNamesBothSides() {
        let bench = Bench(PackageForge())
        bench.site.here = [Sample.card(9).body]
        bench.refuses(.noKey(package: [Sample.card().body], here: [Sample.card(9).body]), recorded: [])
        // The same card id with another delivery key is another card.
        let other = Sample.card(1, key: 9).body
        bench.site.here = [other]
        bench.refuses(.noKey(package: [Sample.card().body], here: [other]), recorded: [])
    }

    @Test func aCardServesOnePackage() throws {
        let first = Bench(PackageForge())
        _ = try first.open()
        let package = try #require(first.site.bound[Sample.cardID(1)])
        let bench = Bench(PackageForge())
        bench.site.bound = first.site.bound
        bench.refuses(
            .refused(.cardUsedBefore(card: Sample.cardID(1), package: package)),
            recorded: ["refused card-used-before"])
        // The package that bound it opens again.
        first.destination = first.target + "/again"
        #expect(throws: Never.self) { try first.open() }
    }

    @Test func nothingIsReplaced() throws {
        let bench = Bench(PackageForge())
        let exists = OpeningError.io(IOError(.create, bench.destination, code: EEXIST))
        for make in [{ mkdir($0, 0o700) }, { symlink("nowhere", $0) }] as [(String) -> Int32] {
            #expect(make(bench.destination) == 0)
            #expect(throws: exists) { try bench.open() }
            #expect(bench.left == ["opened"])
            removeTree(bench.destination, in: AT_FDCWD)
        }
        #expect(!bench.site.acts.contains("terms"))
        // What appears only while it is opened is not replaced either.
        bench.site.before = { if $0 == "key" { mkdir(bench.destination, 0o700) } }
        #expect(throws: OpeningError.io(IOError(.rename, bench.destination, code: EEXIST))) { try bench.open() }
        #expect(bench.left == ["opened"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: bench.destination) == [])
    }

    @Test func spaceIsCheckedBeforeTheIntention() {
        var forge = PackageForge()
        forge.envelope.content_bytes_bound = CanonicalJSON.integerLimit
        let bench = Bench(forge)
        #expect { try bench.open() } throws: { error in
            guard case OpeningError.spaceShort(let needed, let free, let path) = error else { return false }
            return needed == CanonicalJSON.integerLimit && free < needed && path == bench.destination
        }
        #expect(bench.left.isEmpty && bench.site.recorded == ["received", "refused no-space"])
    }

    @Test func termsThatAreNotAcceptedEndIt() {
        let bench = Bench(PackageForge())
        bench.person.accepting = false
        bench.refuses(.refused(.termsNotAccepted), recorded: ["received", "refused terms-not-accepted"])
    }

    @Test(arguments: [
        ("cards", [String]()), ("bind", []), ("keep", []), ("received", []), ("time", ["received", "refused vault"]),
        ("standing", ["received", "refused vault"]), ("intended", ["received", "refused vault"]),
        ("key", ["received", "intended", "refused vault"]), ("contents", ["received", "intended", "refused vault"]),
    ])
    func aSiteThatFailsEndsIt(act: String, recorded: [String]) {
        let bench = Bench(PackageForge())
        bench.site.failing = [act: .damaged(path: "vault")]
        bench.refuses(.custodian(.damaged(path: "vault")), recorded: recorded)
    }

    @Test func passphrasesThatDoNotComeAreToldApart() {
        for (failure, error, code) in [
            (CustodianFailure.wrongPassphrase, OpeningError.wrongPassphrase, "wrong-passphrase"),
            (.interrupted, .interrupted, "interrupted"),
            (.passphraseUnavailable, .custodian(.passphraseUnavailable), "vault"),
            (
                .io(IOError(.open, "card.key", code: EACCES)), .io(IOError(.open, "card.key", code: EACCES)),
                "input-output"
            ),
        ] {
            let bench = Bench(PackageForge())
            bench.site.failing = ["key": failure]
            bench.refuses(error, recorded: ["received", "intended", "refused \(code)"])
        }
    }

    @Test func aRefusalThatCannotBeRecordedKeepsItsReason() {
        let bench = Bench(PackageForge())
        bench.site.failing = ["refused expired": .io(IOError(.write, "journal", code: ENOSPC))]
        bench.now = Sample.agreement().expires.instant
        let agreement = Sample.agreement()
        bench.refuses(
            .refused(
                .expired(
                    agreement.reference, agreement.expires, timezone: agreement.timezone,
                    provider: agreement.provider.organisation)), recorded: ["received"])
    }

    @Test func anOutcomeThatCannotBeRecordedLeavesNothing() {
        // Though it was published by then.
        let bench = Bench(PackageForge())
        let full = IOError(.write, "journal", code: ENOSPC)
        bench.site.failing = ["opened": .io(full)]
        bench.refuses(.io(full), recorded: ["received", "intended", "refused input-output"])
    }

    @Test func anAnonymousOperatorIsNobody() {
        for name in [nil, "", "  "] as [String?] {
            let bench = Bench(PackageForge())
            bench.person.name = name
            let users = Sample.agreement().recipients[0].users
            bench.refuses(.refused(.personMissing(users: users)), recorded: ["received", "refused no-operator"])
        }
    }

    @Test func theSecondOfSeveralCardsIsOurs() throws {
        let forge = PackageForge(cards: [Sample.card(1), Sample.card(2), Sample.card(3)])
        let bench = Bench(forge)
        bench.site.here = [Sample.card(2).body]
        bench.site.keys = [Sample.cardID(2): 2]
        #expect(try bench.open().facts.card == Sample.cardID(2))
    }

    @Test func aPackageIsAFile() {
        let bench = Bench()
        #expect(mkdir(bench.package, 0o700) == 0)
        bench.refuses(.io(IOError(.open, bench.package, code: EISDIR)), recorded: [])
        rmdir(bench.package)
        bench.refuses(.io(IOError(.open, bench.package, code: ENOENT)), recorded: [])
        #expect(mkfifo(bench.package, 0o600) == 0)
        bench.refuses(.io(IOError(.open, bench.package, code: EINVAL)), recorded: [])
    }
}
