import PackageFormat
import Sealing
import TestCast
import Testing

@testable import Opening

/// Terms and envelope under a valid signature, in a spelling that is not the canonical one.
@Suite struct CanonicalRefusalTests {
    /// A text, what stands in its place, and the fault.
    struct Spelling: Sendable, CustomTestStringConvertible {
        let name: String
        let fault: PackageError
        let change: @Sendable (String) -> String
        var testDescription: String { name }

        static func put(_ name: String, _ old: String, _ new: String, _ fault: PackageError) -> Spelling {
            Spelling(name: name, fault: fault) { text in
                precondition(text.contains(old), "\(old) is not in the text")
                return text.replacing(old, with: new, maxReplacements: 1)
            }
        }
    }

    static let terms: [Spelling] = {
        let loose = PackageError.notCanonical(.terms)
        let title = #""title":"Household survey extract""#
        return [
            .put("duplicate key", title, title + "," + title, loose),
            .put("duplicate key, other value", title, #""title":"Other","# + title, loose),
            .put("unknown field", title, title + #","zzz":1"#, loose),
            .put("unknown field outside", #""delivery":"#, #""deliverer":"x","delivery":"#, loose),
            .put("null field", title, #""supersedes":null,"# + title, loose),
            .put("space", ",", ", ", loose),
            .put("line feed at the end", "}", "}", loose).ending("\n"),
            .put("leading space", "{", " {", loose),
            .put("reordered", #""personal_data":true,"provider":"#, #""provider":"#, loose).moving(
                #""personal_data":true,"#),
            .put("escaped letter", "Household survey", #"\u0048ousehold survey"#, loose),
            .put("escaped slash", "Europe/London", #"Europe\/London"#, loose),
            .put("exponent", #""revision":1"#, #""revision":1e0"#, loose),
            .put("fraction", #""revision":1"#, #""revision":1.0"#, loose),
            .put("byte order mark", "{", "\u{FEFF}{", loose),
            .put("not JSON", "{", "[", .malformed(.terms, path: "")),
            .put("missing field", "," + title, "", .malformed(.terms, path: "agreement.title")),
            .put("wrong type", #""revision":1"#, #""revision":"1""#, .malformed(.terms, path: "agreement.revision")),
            .put("not NFC", "Zoë", "Zoe\u{308}", .malformed(.terms, path: "agreement.recipients[0].users[1]")),
            .put(
                "bidi control", "K. Jones", "K. \u{202E}Jones",
                .malformed(.terms, path: "agreement.provider.data_steward")),
            Spelling.commented,
            .put(
                "upper-case identifier", "aabbccddeeff", "AABBCCDDEEFF", .malformed(.terms, path: "package_id")),
        ]
    }()

    static let envelope: [Spelling] = {
        let loose = PackageError.notCanonical(.envelope)
        return [
            .put("unknown field", #""signed_at":"#, #""signed_as":"x","signed_at":"#, loose),
            .put("duplicate key", #""payload_length":"#, #""payload_length":1,"payload_length":"#, loose),
            .put("space", ":", ": ", loose),
            .put("escaped letter", "Example House", #"\u0045xample House"#, loose),
            .put(
                "negative count", #""file_count_bound":"#, #""file_count_bound":-"#,
                .malformed(.envelope, path: "file_count_bound")),
            .put(
                "count over 2^53", #""file_count_bound":100"#, #""file_count_bound":9007199254740992"#,
                .malformed(.envelope, path: "file_count_bound")),
            .put("padded base64", #""sealed":""#, #""sealed":"="#, .malformed(.envelope, path: "slots[0].sealed")),
            .put("no leap seconds", "T10:00:00Z", "T10:00:60Z", .malformed(.envelope, path: "signed_at")),
            .put("no offsets", "T10:00:00Z", "T10:00:00+00:00", .malformed(.envelope, path: "signed_at")),
        ]
    }()

    @Test(arguments: terms) func ofTermsIsRefused(_ spelling: Spelling) {
        var forge = PackageForge()
        forge.spellTerms = spelling.change
        forge.isRefused(spelling.fault)
    }

    @Test(arguments: envelope) func ofTheEnvelopeIsRefused(_ spelling: Spelling) {
        var forge = PackageForge()
        forge.spellEnvelope = spelling.change
        forge.isRefused(spelling.fault)
    }

    @Test func bytesThatAreNotUTF8AreMalformed() {
        let forge = PackageForge()
        var terms = forge.termsBytes
        let place = terms.firstIndex(of: UInt8(ascii: "H"))
        terms[place ?? 0] = 0xFF
        #expect(throws: CanonicalJSON.Problem.malformed(path: "")) {
            try CanonicalJSON.decode(Terms.self, from: terms, cap: 1 << 20)
        }
    }
}

extension CanonicalRefusalTests.Spelling {
    func ending(_ end: String) -> Self { Self(name: name, fault: fault) { [change] in change($0) + end } }

    /// Takes a text away and puts it at the end of the agreement.
    func moving(_ part: String) -> Self {
        Self(name: name, fault: fault) { [change] in
            change($0).replacing(#","title":"#, with: "," + part + #""title":"#, maxReplacements: 1)
        }
    }

    static var commented: Self {
        Self(name: "key with a comment", fault: .malformed(.terms, path: "agreement.provider.signing_key")) {
            let key = signer(Who.provider).description
            return $0.replacing(key, with: key + " comment")
        }
    }
}

/// Prelude, caps and what no signature covers.
@Suite struct PreludeRefusalTests {
    private func refuses(
        _ fault: PackageError, sourceLocation: SourceLocation = #_sourceLocation, _ change: (inout [UInt8]) -> Void
    ) {
        let bench = Bench()
        var bytes = PackageForge().bytes
        change(&bytes)
        bench.scratch.write(bytes, "received.mvault")
        bench.refuses(.package(fault), recorded: [], sourceLocation: sourceLocation)
    }

    @Test func otherFilesAreNoPackages() {
        refuses(.notAPackage) { $0 = [] }
        refuses(.notAPackage) { $0 = Array("PK\u{3}\u{4} and a zip file from here on, of some length".utf8) }
        refuses(.notAPackage) { $0 = Array($0.prefix(7)) }
        // As a transfer in text mode leaves it.
        refuses(.notAPackage) { $0.remove(at: 4) }
        refuses(.notAPackage) { $0[0] &= 0x7F }
    }

    @Test func versionsAreToldApart() {
        refuses(.newerVersion(2)) { $0[8] = 2 }
        refuses(.newerVersion(257)) { $0[9] = 1 }
        refuses(.prelude(.version)) { $0[8] = 0 }
    }

    @Test func reservedBytesAreZero() {
        for place in [10, 11, 28, 29, 30, 31] { refuses(.prelude(.reserved)) { $0[place] = 1 } }
    }

    @Test func capsAreCheckedBeforeAnythingIsRead() {
        refuses(.overCap(.terms, length: (1 << 20) + 1, cap: 1 << 20)) {
            $0.replaceSubrange(12..<16, with: littleEndian(UInt32((1 << 20) + 1)))
        }
        refuses(.overCap(.envelope, length: (8 << 20) + 1, cap: 8 << 20)) {
            $0.replaceSubrange(16..<20, with: littleEndian(UInt32((8 << 20) + 1)))
        }
        refuses(.overCap(.terms, length: Int(UInt32.max), cap: 1 << 20)) {
            $0.replaceSubrange(12..<16, with: littleEndian(UInt32.max))
        }
    }

    @Test func lengthsAndOffsetFitTogether() {
        refuses(.prelude(.lengths)) { $0.replaceSubrange(12..<16, with: littleEndian(UInt32(0))) }
        refuses(.prelude(.lengths)) { $0.replaceSubrange(16..<20, with: littleEndian(UInt32(0))) }
        for offset in [0, 1 << 63, UInt64.max, 4_095, 4_097, 1 << 20] {
            refuses(.prelude(.lengths)) { $0.replaceSubrange(20..<28, with: littleEndian(offset)) }
        }
    }

    @Test func fillIsShortAlignedAndZero() throws {
        let forge = PackageForge()
        let short = forge.bytes.count - forge.head.count - forge.sealedLength - forge.index.count
        var longer = forge
        // 4,096 more is the most that still fits.
        longer.fill = [UInt8](repeating: 0, count: short + 4_096)
        #expect(throws: Never.self) { try Bench(longer).open() }
        longer.fill = [UInt8](repeating: 0, count: short + 8_192)
        longer.isRefused(.prelude(.lengths))
        longer.fill = [UInt8](repeating: 0, count: short + 1)
        longer.isRefused(.prelude(.lengths))
        for place in [0, short / 2, short - 1] {
            var fill = [UInt8](repeating: 0, count: short)
            fill[place] = 0x80
            longer.fill = fill
            longer.isRefused(.fill)
        }
    }
}
