import Sealing
import Testing

@testable import PackageFormat

@Suite struct StatementTests {
    /// Made with Python's `json` and PyNaCl from docs/format.md alone.
    private static let text = """
        microvault/1 card
        {"card_id":"00112233445566778899aabbccddeeff",\
        "delivery_key":"microvault-delivery V9tLNZ8jrl4Ubk4lEgVnBHIlBjSMFQwUdT0Mkz0E1CHbweDL","holder":"J. Doe",\
        "made_at":"2026-12-01T09:30:00Z","organisation":"Department B",\
        "provider":"microvault-signing iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1yXjJ4w","reference":"DSA-2026-014",\
        "site":"Example House","use_by":"2027-01-31T00:00:00Z"}
        microvault-signing gTl3Dqh9F19Wo1Rmw0x+zMuNipG07jeiXfYPW4/Js5StHZIs \
        6oSJ4Wmhqso2b0Z3b4Sy0tPwHQlZoO6W3qM6xfSG0A+Jut8I/QPFlyTTxNJVUTw/GHU2cXh9nXhw9lACdPFsAg

        """
    private static let bytes = Array(text.utf8)

    private static func parsingError(_ bytes: [UInt8]) -> StatementError? {
        failure { () throws(StatementError) in _ = try Card(parsing: bytes) }
    }

    private static func verifyingError(_ bytes: [UInt8]) throws -> StatementError? {
        let card = try Card(parsing: bytes)
        return failure { () throws(StatementError) in _ = try card.verified() }
    }

    private static func lines(_ change: (inout [String]) -> Void) -> [UInt8] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        change(&lines)
        return Array(lines.joined(separator: "\n").utf8)
    }

    @Test func `the file is that of an independent computation`() throws {
        #expect(String(decoding: Sample.card.text, as: UTF8.self) == Self.text)
        let card = try Card(parsing: Self.bytes)
        #expect(card == Sample.card)
        let verified = try card.verified()
        #expect(verified.signers == [Sample.key(2).publicKey])
        #expect(verified.isSigned(by: [Sample.keyText(5), Sample.keyText(2)]))
        #expect(!verified.isSigned(by: [Sample.keyText(5)]))
        #expect(!verified.isSigned(by: []))
    }

    @Test func `the embedded form gives the same statement`() throws {
        let embedded = CanonicalJSON.encode(Sample.card)
        #expect(String(decoding: embedded.prefix(9), as: UTF8.self) == #"{"body":{"#)
        let found = try CanonicalJSON.decode(Card.self, from: embedded, cap: 10_000)
        #expect(found == Sample.card)
        #expect(try found.verified().statement.text == Self.bytes)
    }

    @Test func `one flipped bit anywhere is refused`() {
        for index in Self.bytes.indices {
            for bit in [0, 3, 5] as [UInt8] {
                var altered = Self.bytes
                altered[index] ^= 1 << bit
                let isAccepted = (try? Card(parsing: altered).verified()) != nil
                #expect(!isAccepted, "byte \(index), bit \(bit)")
            }
        }
    }

    @Test func `a cut file is refused`() {
        for count in 0..<Self.bytes.count {
            let isAccepted = (try? Card(parsing: Array(Self.bytes.prefix(count))).verified()) != nil
            #expect(!isAccepted, "\(count) bytes")
        }
        #expect(Self.parsingError([]) == .notText)
        #expect(Self.parsingError(Array(Self.bytes.dropLast())) == .notText)
        #expect(Self.parsingError(Self.lines { $0.remove(at: 2) }) == .noSignature)
    }

    @Test func `another kind and another version`() {
        #expect(
            Self.parsingError(Self.bytes.replacing("1 card", with: "1 recall"))
                == .notThisKind(found: "microvault/1 recall"))
        #expect(
            Self.parsingError(Self.bytes.replacing("1 card", with: "1 card "))
                == .notThisKind(found: "microvault/1 card "))
        #expect(
            Self.parsingError(Self.bytes.replacing("1 card", with: "2 card"))
                == .newerVersion(found: "microvault/2 card"))
        #expect(
            Self.parsingError(Self.bytes.replacing("microvault/1 card", with: "hello")) == .notThisKind(found: "hello"))
        #expect(Self.parsingError([0xFF] + Self.bytes) == .notThisKind(found: "\u{FFFD}microvault/1 card"))
    }

    @Test func `the kind is part of what is signed`() throws {
        struct Twin: StatementBody {
            static let kind: StaticString = "twin"
            let cardID: Int
        }
        struct Original: StatementBody {
            static let kind: StaticString = "original"
            let cardID: Int
        }
        let twin = Statement(Twin(cardID: 1), signedBy: Sample.key(2))
        let moved = twin.text.replacing("1 twin", with: "1 original")
        let found = try Statement<Original>(parsing: moved)
        #expect(
            failure { () throws(StatementError) in _ = try found.verified() } == .badSignature(Sample.keyText(2)))
    }

    @Test func `bodies in another spelling`() {
        #expect(Self.parsingError(Self.bytes.replacing(#"{"card_id""#, with: #"{ "card_id""#)) == .json(.notCanonical))
        #expect(Self.parsingError(Self.bytes.replacing("J. Doe", with: "J. D\\u006fe")) == .json(.notCanonical))
        #expect(Self.parsingError(Self.bytes.replacing("J. Doe", with: "J. Doe ")) == .json(.malformed(path: "holder")))
        #expect(
            Self.parsingError(Self.bytes.replacing(#""holder":"J. Doe","#, with: ""))
                == .json(.malformed(path: "holder")))
        #expect(
            Self.parsingError(Self.bytes.replacing("2027-01-31T00:00:00Z", with: "2027-02-29T00:00:00Z"))
                == .json(.malformed(path: "use_by")))
        #expect(Self.parsingError(Self.bytes.replacing("\n{", with: "\r\n{")) != nil)
    }

    @Test func `signature lines`() throws {
        let bad: [(inout [String]) -> Void] = [
            { $0[2] += "=" }, { $0[2] += " " }, { $0[2] = " " + $0[2] }, { $0[2] += " comment" }, { $0[2] = "x" },
            { $0[2] = String($0[2].dropLast(4)) }, { $0.insert("", at: 2) }, { $0[2] += "\r" },
            { $0[2] = $0[2].replacing("microvault-signing", with: "microvault-delivery") },
        ]
        for change in bad { #expect(Self.parsingError(Self.lines(change)) == .malformedSignatureLine(3)) }
        #expect(Self.parsingError(Self.lines { $0.insert("", at: 3) }) == .malformedSignatureLine(4))
        let twice = Self.lines { $0.insert($0[2], at: 2) }
        #expect(try Self.verifyingError(twice) == .repeatedSigner(Sample.keyText(2)))
        let foreign = Self.lines { $0[2] = "\(Sample.keyText(5)) " + $0[2].split(separator: " ")[2] }
        #expect(try Self.verifyingError(foreign) == .badSignature(Sample.keyText(5)))
        let second = Card(Sample.cardBody(), signedBy: Sample.key(5)).text.split(separator: 10)[2]
        let both = Self.bytes + second + [10]
        #expect(try Card(parsing: both).verified().signers == [Sample.key(2).publicKey, Sample.key(5).publicKey])
        #expect(try Card(parsing: both).text == both)
    }

    @Test func `no more than 16 signatures, and no more than 1 MiB`() throws {
        func signed(_ count: UInt8) -> [UInt8] {
            (0..<count).reduce(Array(Self.bytes.split(separator: 10).prefix(2).joined(separator: [10])) + [10]) {
                text, number in
                text + Card(Sample.cardBody(), signedBy: Sample.key(20 + number)).text.split(separator: 10)[2] + [10]
            }
        }
        #expect(try Card(parsing: signed(16)).verified().signers.count == 16)
        #expect(Self.parsingError(signed(17)) == .malformedSignatureLine(19))
        let long = [UInt8](repeating: 0x61, count: 1 << 20)
        #expect(Self.parsingError(long) == .notText)
        #expect(Self.parsingError(long + [0x61]) == .overCap(length: 1 << 20 + 1, cap: 1 << 20))
    }

    @Test func `an embedded statement without signatures proves nothing`() throws {
        let bare = CanonicalJSON.encode(Sample.card).prefix { _ in true }
        let text = String(decoding: bare, as: UTF8.self)
        let start = try #require(text.firstRange(of: #""signatures":["#))
        let cut = Array((text[..<start.upperBound] + "]}").utf8)
        let card = try CanonicalJSON.decode(Card.self, from: cut, cap: 10_000)
        #expect(failure { () throws(StatementError) in _ = try card.verified() } == .noSignature)
    }
}
