import PackageFormat
import Sealing
import Testing

@testable import AgreementAuthoring

@Suite struct TextTests {
    private func title(_ written: String) -> String {
        Sample.with("title: Household survey extract", "title: \(written)")
    }

    @Test func `a text is what was typed, whatever YAML would make of it`() throws {
        for (written, text) in [
            ("2026", "2026"), ("yes", "yes"), ("1e3", "1e3"), ("'  a b '", "a b"), ("0x1F", "0x1F"),
        ] {
            #expect(try compiled(title(written)).title.description == text)
        }
    }

    @Test func `texts are normalised to NFC`() throws {
        let composed = try compiled(title("Cafe\u{301}"))
        #expect(Array(composed.title.description.utf8) == Array("Caf\u{E9}".utf8))
        let yaml = Sample.with("[J. Doe", "[Zoe\u{308} Doe").appending(
            "assurances: [{kind: vetting, holder: Zo\u{EB} Doe, reference: a}]\n")
        #expect(try compiled(yaml).assurances.first?.holder == Line("Zo\u{EB} Doe"))
    }

    @Test func `an empty text is refused`() {
        #expect(found(title("\"  \"")) == [Found(4, "title", .value(.empty))])
    }

    @Test func `one line is one line`() throws {
        #expect(found(title("|\n  a\n  b")) == [Found(4, "title", .value(.severalLines))])
        #expect(try compiled(title(">-\n  a\n  b")).title.description == "a b")
        let prose = Sample.with("purpose: Estimate jobs by region.", "purpose: |\n  a\n\n  b\n")
        #expect(try compiled(prose).purpose.description == "a\n\nb")
    }

    @Test func `a long text is refused with its limit`() {
        let kind = AuthoringProblem.Kind.value(.tooLong(length: 1_025, limit: 1_024))
        #expect(found(title(String(repeating: "x", count: 1_025))) == [Found(4, "title", kind)])
        #expect(found(title(String(repeating: "x", count: 1_024))).isEmpty)
        let purpose = Sample.with("Estimate jobs by region.", String(repeating: "x", count: 16_385))
        #expect(found(purpose) == [Found(5, "purpose", .value(.tooLong(length: 16_385, limit: 16_384)))])
    }

    @Test(arguments: ["DSA 2026", "-a", "a.", "ä", String(repeating: "a", count: 65)])
    func `a reference reaches file names`(text: String) {
        #expect(found(Sample.with("DSA-2026-014", text)) == [Found(2, "reference", .value(.notAReference(text)))])
    }

    @Test func `a path of a table is clean`() {
        let yaml = Sample.adding("tables: [{path: ../a.csv}, {path: /a.csv}]")
        #expect(
            found(yaml) == [
                Found(26, "tables[0].path", .value(.notATablePath("../a.csv", .dotComponent))),
                Found(26, "tables[1].path", .value(.notATablePath("/a.csv", .absolute))),
            ])
    }
}

@Suite struct ScalarTests {
    @Test(arguments: ["yes", "True", "on", "1", "no"])
    func `booleans are true or false`(text: String) {
        let yaml = Sample.with("personal_data: true", "personal_data: \(text)")
        #expect(found(yaml) == [Found(19, "personal_data", .value(.notABoolean(text)))])
    }

    @Test(arguments: ["1.0", "01", "0x1", "1_000", "+1", "one", "-0", "1e3"])
    func `integers are decimal digits`(text: String) {
        let yaml = Sample.with("revision: 1", "revision: \(text)")
        #expect(found(yaml) == [Found(3, "revision", .value(.notAnInteger(text)))])
    }

    @Test(arguments: ["9007199254740992", "-9007199254740992", "99999999999999999999"])
    func `integers fit canonical JSON`(text: String) {
        let yaml = Sample.adding("tables: [{path: a, max_records: \(text)}]")
        #expect(found(yaml) == [Found(26, "tables[0].max_records", .value(.integerTooLarge(text)))])
    }

    @Test func `a date is a real day`() {
        for text in ["2026-02-29", "2026-13-01", "1969-12-31", "2026-00-10"] {
            let yaml = Sample.with("starts: 2026-12-01", "starts: \(text)")
            #expect(found(yaml) == [Found(23, "starts", .time(.noSuchDay(text)))])
        }
        for text in ["1 December 2026", "2026-12-1", "01/12/2026", "2026-12-01T00:00:00Z"] {
            let yaml = Sample.with("starts: 2026-12-01", "starts: \(text)")
            #expect(found(yaml) == [Found(23, "starts", .time(.notADate(text)))])
        }
    }

    @Test func `a day whose instant is out of range is told`() throws {
        let yaml = Sample.with("starts: 2026-12-01", "starts: 1970-01-01").appending("timezone: Asia/Tokyo\n")
        let day = try #require(LocalDate("1970-01-01"))
        #expect(found(yaml) == [Found(23, "starts", .time(.outOfRange(day)))])
    }

    @Test func `an enumeration names what is allowed`() {
        let allowed = ["statistics", "research", "legal"]
        let yaml = Sample.with("statistics", "Statistic")
        let kind = AuthoringProblem.Kind.value(
            .notOneOf(allowed: allowed, found: "Statistic", suggestion: "statistics"))
        #expect(found(yaml) == [Found(6, "purpose_category", kind)])
    }

    @Test(arguments: ["SECRET", "TOP SECRET", "Secret", "UK TOP-SECRET", "SECRET/NOFORN"])
    func `higher classifications are refused by name`(text: String) {
        let kind = AuthoringProblem.Kind.value(.classificationTooHigh(text))
        #expect(found(Sample.with("OFFICIAL", text)) == [Found(18, "classification", kind)])
    }

    @Test func `a marking that is none is told with the nearest`() {
        let allowed = ["OFFICIAL", "OFFICIAL-SENSITIVE"]
        for (text, suggestion) in [
            ("official sensitive", "OFFICIAL-SENSITIVE"), ("Official", "OFFICIAL"), ("PUBLIC", nil),
        ] {
            let kind = AuthoringProblem.Kind.value(.notOneOf(allowed: allowed, found: text, suggestion: suggestion))
            #expect(found(Sample.with("OFFICIAL", text)) == [Found(18, "classification", kind)])
        }
        #expect(found(Sample.with("OFFICIAL", "OFFICIAL-SENSITIVE PERSONAL")).isEmpty)
    }

    @Test func `supersedes is a hash`() {
        #expect(found(Sample.adding("supersedes: AB")) == [Found(26, "supersedes", .value(.notADigest("AB")))])
    }

    @Test func `limits are values of the field's type`() throws {
        func field(_ type: String, _ minimum: String) -> String {
            Sample.adding(
                "tables: [{path: a, schema: {fields: [{name: a, type: \(type), constraints: {minimum: \(minimum)}}]}}]")
        }
        let good = [
            ("number", "-1.50"), ("integer", "7"), ("date", "2026-01-31"), ("year", "1999"), ("yearmonth", "2026-02"),
            ("time", "\"09:30:00\""), ("datetime", "\"2026-01-31T09:30:00Z\""), ("any", "0"),
        ]
        for (type, text) in good { #expect(found(field(type, text)).isEmpty, "\(type) \(text)") }
        let agreement = try compiled(field("number", "-1.50"))
        #expect(agreement.tables.first?.schema?.fields.first?.constraints?.minimum == Line("-1.50"))
        let bad: [(Field.Kind, String)] = [
            (.number, "1e3"), (.integer, "1.5"), (.date, "2026-02-30"), (.yearmonth, "2026-13"), (.string, "a"),
            (.boolean, "true"),
        ]
        for (type, text) in bad {
            let path = "tables[0].schema.fields[0].constraints.minimum"
            #expect(found(field(type.rawValue, text)) == [Found(26, path, .value(.notALimit(text, type: type)))])
        }
    }
}

extension ScalarTests {
    @Test func `a pattern is a regular expression`() {
        func field(_ pattern: String) -> String {
            Sample.adding("tables: [{path: a, schema: {fields: [{name: a, constraints: {pattern: '\(pattern)'}}]}}]")
        }
        #expect(found(field("[A-Z]\\d+")).isEmpty)
        let path = "tables[0].schema.fields[0].constraints.pattern"
        #expect(found(field("[A-Z")) == [Found(26, path, .value(.notAPattern("[A-Z")))])
    }
}

@Suite struct KeyLineTests {
    private func providerKey(_ line: String) -> [Found] {
        found(Sample.with("signing_key: \(signingKey(1).text)", "signing_key: \(line)"))
    }

    private func kind(_ problem: KeyLine.Problem, _ line: String) -> [Found] {
        [Found(12, "provider.signing_key", .keyLine(problem, found: line, commaInBrackets: false))]
    }

    @Test func `each fault of a key line is told apart`() {
        let good = signingKey(1).bare
        #expect(providerKey("no key") == kind(.notAKeyLine, "no key"))
        let delivery = KeyLine(DeliveryKey.random().publicKey).text
        #expect(providerKey(delivery) == kind(.wrongKind(expected: .signing, found: .delivery), delivery))
        #expect(providerKey("microvault-signing ?") == kind(.notBase64, "microvault-signing ?"))
        #expect(providerKey("microvault-signing AAAA") == kind(.wrongLength, "microvault-signing AAAA"))
        let slip = good.replacing("microvault-signing i", with: "microvault-signing j")
        #expect(slip != good)
        #expect(providerKey(slip) == kind(.checksum, slip))
    }

    @Test func `a point of low order is refused`() {
        let zero = [UInt8](repeating: 0, count: 32)
        let digest = Digest.of(Array("microvault-signing".utf8), zero, as: Personalisation("mv1 key line"))
        let line = "microvault-signing \(Base64.encode(zero + digest.bytes.prefix(4)))"
        #expect(providerKey(line) == kind(.weakKey, line))
    }

    @Test func `comments are dropped`() throws {
        let agreement = try compiled(Sample.least)
        #expect(agreement.provider.signingKey.description == signingKey(1).bare)
        let bare = Sample.with(signingKey(1).text, signingKey(1).bare)
        #expect(try compiled(bare).bytes == agreement.bytes)
    }

    @Test func `a comma in a comment inside brackets is told`() {
        let yaml = Sample.with("[\(signingKey(2).text)]", "[\(signingKey(2).bare) House, Room 4]")
        let kind = AuthoringProblem.Kind.keyLine(.notAKeyLine, found: "Room 4", commaInBrackets: true)
        #expect(found(yaml) == [Found(16, "recipients[0].site_keys[1]", kind)])
        let block = Sample.with("[\(signingKey(2).text)]", "\n      - \(signingKey(2).bare) House, Room 4")
        #expect(found(block).isEmpty)
    }
}
