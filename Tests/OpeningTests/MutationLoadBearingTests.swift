import Archiving
import Sealing
import TestCast
import Testing

@testable import Opening
@testable import PackageFormat

/// Rules of an agreement that one test each holds up (docs/format.md, section 6.2), as a package breaks them.
@Suite struct RuleIsLoadBearingTests {
    private func refuses(
        _ path: String, _ rule: AgreementProblem.Rule, sourceLocation: SourceLocation = #_sourceLocation,
        _ change: (inout Agreement) -> Void
    ) {
        PackageForge(agreement: Sample.agreement(change)).isRefused(
            .agreement(AgreementProblem(path: path, rule: rule)), sourceLocation: sourceLocation)
    }

    private func table(_ path: String, fields: [Field]? = nil) -> Table {
        Table(
            path: ArchivePath(path)!, maximumRecords: nil, kThreshold: nil,
            schema: fields.map { TableSchema(fieldsMatch: .exact, fields: $0) })
    }

    @Test func aMillionRevisionsAreTheMost() {
        refuses("revision", .outOfRange(1...1_000_000)) {
            $0.revision = 1_000_001
            $0.supersedes = Sample.agreement().hash
        }
    }

    /// West of the date line the day before may end after the day has begun in the east: instants in order, days not.
    @Test func daysKeepTheirOrderWhereInstantsDo() {
        refuses("expires", .notAfter(path: "starts")) {
            $0.starts = Sample.dated("2027-05-31", "2027-05-30T10:00:00Z")
            $0.expires = Sample.dated("2027-05-30", "2027-05-31T12:00:00Z")
        }
        refuses("delete_by", .notAfter(path: "expires")) {
            $0.expires = Sample.dated("2027-05-31", "2027-05-31T10:00:00Z")
            $0.deleteBy = Sample.dated("2027-05-31", "2027-06-01T12:00:00Z")
        }
    }

    @Test func tablesDoNotConflict() {
        refuses("tables[1].path", .pathConflict) { $0.tables = [table("data/a.csv"), table("data/A.csv")] }
        refuses("tables[1].path", .pathConflict) { $0.tables = [table("data"), table("data/a.csv")] }
    }

    @Test func aSchemaHasFields() {
        refuses("tables[0].schema.fields", .empty) { $0.tables = [table("a.csv", fields: [])] }
    }

    @Test func sensitiveDataArePersonal() {
        refuses("special_category", .contradicts(path: "personal_data")) {
            ($0.personalData, $0.specialCategory) = (false, true)
        }
        refuses("criminal_offence_data", .contradicts(path: "personal_data")) {
            ($0.personalData, $0.criminalOffenceData) = (false, true)
        }
        refuses("de_identification", .contradicts(path: "personal_data")) { $0.deIdentification = .anonymised }
    }

    @Test func theLookAtTheVersionHasACap() {
        // Not told as the work of a newer tool: nothing of it is read.
        let text = Array(#"{"microvault_agreement":2,"title":""#.utf8) + [UInt8](repeating: 0x61, count: 1 << 20)
        let bytes = text + Array("\"}".utf8)
        #expect(throws: AgreementReadingError.json(.overCap(length: bytes.count, cap: Agreement.maximumLength))) {
            try Agreement(parsing: bytes)
        }
    }
}

/// What an approval says beside the hash of the agreement, and how many sign it.
@Suite struct ApprovalIsLoadBearingTests {
    /// The first approval says something else; the signature is not looked at before that is refused.
    private func refuses(_ old: String, _ new: String, sourceLocation: SourceLocation = #_sourceLocation) {
        var forge = PackageForge(agreement: Sample.approvedAgreement)
        forge.spellTerms = { terms in
            guard let approvals = terms.firstRange(of: #""approvals":["#),
                let place = terms[approvals.upperBound...].firstRange(of: old)
            else { return terms }
            return terms[..<place.lowerBound] + new + terms[place.upperBound...]
        }
        forge.isRefused(.approval(.otherText(role: Sample.ownerRole)), sourceLocation: sourceLocation)
    }

    @Test func referenceAndRevisionAreThoseOfTheAgreement() {
        refuses(#""reference":"DSA-2026-014""#, #""reference":"DSA-2026-015""#)
        refuses(#""revision":1"#, #""revision":2"#)
    }

    @Test func nobodyElseSignsToo() throws {
        var forge = PackageForge(agreement: Sample.approvedAgreement)
        let approval = forge.terms.approvals[0]
        let second = signingKey(Who.stranger)
        let signature = Signature(bytes: second.sign(Approval.message(of: approval.body)))!
        let text = String(decoding: approval.text, as: UTF8.self)
        forge.terms.approvals[0] = try Approval(
            parsing: Array("\(text)\(SigningKeyText(second.publicKey)) \(signature)\n".utf8))
        forge.isRefused(.approval(.otherKey(role: Sample.ownerRole)))
    }
}

/// Signatures of a card inside a package.
@Suite struct SignaturesAreLoadBearingTests {
    /// All verify, and the site's is among them.
    @Test(arguments: [16, 17]) func sixteenAreTheMost(count: UInt8) throws {
        let card = Sample.card(2)
        let message = Card.message(of: card.body)
        let others = (0..<count - 1).map { number in
            let key = signingKey(40 + number)
            let signature = Signature(bytes: key.sign(message))!
            return #"{"key":"\#(SigningKeyText(key.publicKey))","signature":"\#(signature)"}"#
        }
        let first = card.signatures[0]
        let object = #"{"key":"\#(first.key)","signature":"\#(first.signature)"}"#
        var forge = PackageForge(cards: [Sample.card(1), card])
        let list = ([object] + others).joined(separator: ",")
        forge.spellEnvelope = { $0.replacing("[\(object)]", with: "[\(list)]") }
        if count == 16 {
            #expect(throws: Never.self) { try Bench(forge).open() }
        } else {
            forge.isRefused(.card(Sample.cardID(2), .statement(.malformedSignatureLine(19))))
        }
    }
}

/// Frames whose one fault is the one named.
@Suite struct FrameIsLoadBearingTests {
    private let stream = StreamForge(files: PackageForge.files)

    private func package(_ frame: [UInt8]) -> PackageForge {
        var changed = stream
        changed.frames[0] = frame
        return PackageForge(changed)
    }

    /// RFC 8878, section 3.1.1: a frame with a window byte, one raw block and a checksum.
    private func raw(window: UInt8) -> [UInt8] {
        let content = TarForge(PackageForge.files.map { .init(path: $0.path, content: $0.content) }).built().bytes
        return [0x28, 0xB5, 0x2F, 0xFD, 0b1000_0100, window] + littleEndian(UInt32(content.count))
            + littleEndian(UInt32(content.count) << 3 | 1).prefix(3) + content + StreamForge.frame(content).suffix(4)
    }

    @Test func aWindowOfAFullFrameIsTheLongest() {
        #expect(throws: Never.self) { try Bench(package(raw(window: 0x50))).open() }
        // An eighth more.
        package(raw(window: 0x51)).isRefused(.frame(0))
    }

    @Test func aSkippableFrameIsNoDataFrame() {
        // Its length stands where the descriptor would, and reads as one that is allowed.
        package(StreamForge.skippable(SeekTable.paddingMagic, [UInt8](repeating: 0, count: 0x24))).isRefused(.frame(0))
    }
}

/// What only one of the two foldings of section 11.8 finds.
@Suite struct FoldingIsLoadBearingTests {
    @Test(arguments: [
        // Upper case alone makes these the same.
        ("stra\u{DF}e", "STRASSE"), ("\u{FB01}le", "FILE"), ("\u{3C2}", "\u{3C3}"),
        // And these stay different unless lower case comes first.
        ("\u{1E9E}", "ss"), ("\u{3F4}", "\u{3B8}"),
        // Canonically the same only after folding.
        ("\u{390}", "\u{3AA}\u{301}"),
    ])
    func pathsThatFoldTogetherCollide(first: String, second: String) throws {
        var paths = PathSet()
        let (first, second) = (try #require(ArchivePath(first)), try #require(ArchivePath(second)))
        try paths.insert(first, isFolder: false)
        #expect(throws: PathSet.Conflict.collision(second)) { try paths.insert(second, isFolder: false) }
    }
}

/// What ends with "needs a newer tool", although the rules of section 6.2 would refuse it too.
@Suite struct NewerIsLoadBearingTests {
    @Test func anAgreementOfANewerToolIsToldAsSuch() {
        var forge = PackageForge()
        forge.terms.agreement.version = 2
        forge.isRefused(.newerAgreement(2))
        // That of an older one there never was.
        forge.terms.agreement.version = 0
        forge.isRefused(.agreement(AgreementProblem(path: "microvault_agreement", rule: .unknownVersion(0))))
    }
}
