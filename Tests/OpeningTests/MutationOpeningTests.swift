import Archiving
import Files
import Glibc
import PackageFormat
import Sealing
import TestCast
import Testing

@testable import Opening

/// Steps of docs/format.md, section 13, that one test each holds up.
@Suite struct StepIsLoadBearingTests {
    @Test func aWholePackageIsNoHeadWhateverItsName() throws {
        let bench = Bench()
        bench.package = bench.scratch.path + "/whole.mvault-head"
        bench.scratch.write(PackageForge().bytes, "whole.mvault-head")
        #expect(try !bench.verify().isHeadAlone)
        #expect(throws: Never.self) { try bench.open() }
    }

    @Test func aDeliveryKeyUnderAnotherCardIsNotOurs() {
        let bench = Bench(PackageForge())
        let other = Sample.card(2, key: 1).body
        bench.site.here = [other]
        bench.refuses(.noKey(package: [Sample.card().body], here: [other]), recorded: [])
    }

    @Test func theRootIsNoDestination() {
        let bench = Bench(PackageForge())
        bench.destination = "/"
        bench.refuses(
            .io(IOError(.create, "/", code: EEXIST)), recorded: ["received", "refused input-output"])
        #expect(!bench.site.acts.contains("terms"))
    }

    /// The second block of zeros is all that the last frame holds; what reads the archive may stop before it.
    @Test func theLastFrameIsCheckedThoughNothingIsInIt() {
        let content = [UInt8](repeating: 7, count: FrameProfile.contentLength - 1_024)
        var stream = StreamForge(files: [("big.bin", content)])
        #expect(stream.sizes == [FrameProfile.contentLength, 512])
        stream.frames[1][stream.frames[1].count - 1] ^= 1
        PackageForge(stream).isRefused(.frameChecksum(1))
    }

    /// An operator who is not the card's holder: theirs is looked at by itself, and at the later time too.
    @Test func theAssuranceOfAColleagueLapsesByTheRecordToo() {
        let until = Sample.dated("2027-01-14", "2027-01-15T00:00:00Z")
        let colleague = Line("Zoë Ångström")!
        let lapsed = Assurance(kind: .vetting, holder: colleague, reference: Line("V-2")!, validUntil: until)
        var forge = PackageForge(agreement: Sample.agreement { $0.assurances = [lapsed] })
        forge.envelope.signed_at = Instant("2027-01-10T00:00:00Z")!
        let bench = Bench(forge)
        bench.person.name = colleague.description
        bench.site.lastRecorded = until.instant
        bench.now = until.instant.advanced(bySeconds: -60)
        bench.refuses(.refused(.lapsed(lapsed)), recorded: ["received", "refused assurance-lapsed"])
    }

    @Test func onePinnedApproverDoesNotStandForAnother() {
        let bench = Bench(PackageForge(agreement: Sample.approvedAgreement))
        bench.pins.demands = [Sample.ownerRole]
        bench.pins.pinned[signer(Who.officer).key] = [.approver(role: Sample.officerRole)]
        bench.refuses(
            .refused(.approvalDemanded(role: Sample.ownerRole)), recorded: ["received", "refused approval-demanded"])
    }
}

/// Keys and texts that one test each holds up (sections 2.3, 4 and 5).
@Suite struct KeyIsLoadBearingTests {
    @Test(arguments: ["A0", "0A", "F0", "0F"]) func digitsAreLowerCase(text: String) {
        #expect(Hex.decode(text) == nil)
    }

    /// Neither the separators nor the digits are guessed at: `:` is the character after 9, and A comes later.
    @Test(arguments: [
        "2027/05-31", "2027-05/31", "203:-01-01", "202A-01-01", "2027-0:-01", "2027-01-0:", "2027-01-1A",
    ])
    func daysHaveOneSpelling(text: String) {
        #expect(LocalDate(text) == nil)
        #expect(Instant(text + "T00:00:00Z") == nil)
    }

    @Test(arguments: [
        "2027-05-31 00:00:00Z", "2027-05-31T00.00:00Z", "2027-05-31T00:00.00Z", "2027-05-31T00:00:00z",
        "2027-05-31T0::00:00Z", "2027-05-31T00:0::00Z", "2027-05-31T00:00:0:Z",
    ])
    func instantsHaveOneSpelling(text: String) { #expect(Instant(text) == nil) }

    @Test func aLineGivesTheKeyOfItsKindAlone() throws {
        let signing = KeyLine(signingKey(Who.site).publicKey)
        let delivery = KeyLine(deliveryKey(1).publicKey)
        #expect(throws: SealingError.weakPublicKey) { try signing.deliveryKey() }
        #expect(throws: SealingError.weakPublicKey) { try delivery.signingKey() }
        #expect(try signing.signingKey() == signingKey(Who.site).publicKey)
    }

    /// Found when the file is read, not taken for a wrong passphrase.
    @Test(arguments: ["nonce", "salt"]) func parametersOfALockAreBase64(name: String) throws {
        let parameters = ["nonce": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYX", "salt": "AAECAwQFBgcICQoLDA0ODw"]
        var given = parameters
        let scratch = Scratch()
        let path = scratch.path + "/a.key"
        for isGood in [true, false] {
            if !isGood { given[name] = "!" + parameters[name, default: ""].dropFirst() }
            let (nonce, salt) = (given["nonce", default: ""], given["salt", default: ""])
            let lock = #"{"memory_kib":8192,"nonce":"\#(nonce)","passes":1,"salt":"\#(salt)"}"#
            let text = """
                microvault/1 secret-key
                {"comment":"example","kind":"microvault-signing","lock":\(lock)}
                QdrQFnbO9NaiOchHW6Lvmn0DI9dFCHiNzSZi5OHp1JDegCH6IwaaEhvGr9+gmsxA

                """
            scratch.write(Array(text.utf8), "a.key")
            do throws(KeyFileError) {
                _ = try SecretKeyFile(at: path, expecting: .signing)
                #expect(isGood)
            } catch { #expect(!isGood && error == .parameters(path: path)) }
        }
    }
}
