import Sealing
import Testing

@testable import PackageFormat

/// The files: form, kinds, digests, times.
@Suite struct ProviderStatementTests {
    /// The example of docs/format.md, section 16, made with Python's `json` and an Ed25519 of its own.
    private static let example = """
        microvault/1 hold
        {"agreement_hash":"2222222222222222222222222222222222222222222222222222222222222222",\
        "issued_at":"2027-01-10T09:00:00Z",\
        "package_hash":"1111111111111111111111111111111111111111111111111111111111111111",\
        "package_id":"000102030405060708090a0b0c0d0e0f","reason":"An inquiry.","reference":"DSA-2026-014"}
        microvault-signing A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbgo4pyh \
        US74KpKLyVhRQGQR4uMaciLv1pLmy0LZUUib+MIu1AK5vFtsSVU2bIAvY49SCUFsNNcqk55rMuzNXldyjXudAQ

        """

    private static func parsingError(_ bytes: [UInt8]) -> StatementError? {
        failure { () throws(StatementError) in _ = try ProviderStatement(parsing: bytes) }
    }

    @Test func `the file is that of an independent computation`() throws {
        let bytes = Array(Self.example.utf8)
        let hold = try ProviderStatement(parsing: bytes)
        #expect(hold.kind == .hold && hold.reason?.description == "An inquiry.")
        #expect(hold.text == bytes)
        #expect(hold.digest.hex == "08465688cbf30786112ab0b9f93a9c9c317130ca92c20c1a2a4876c5556e4010")
        let key = try SigningKey(seed: secret(Array(0...31)))
        #expect(hold.signers == [key.publicKey])
        guard case .hold(let statement) = hold else { return }
        #expect(Statement(statement.body, signedBy: key).text == bytes)
    }

    @Test func `each kind is found by its first line and says what it says`() throws {
        let sent = try SentSample()
        let revision = SentSample.revised(Sample.agreement)
        let all: [(ProviderStatement, ProviderStatement.Kind)] = [
            (try sent.amendment(to: revision, at: 3), .amendment), (try sent.recall(at: 3), .recall),
            (try sent.hold(at: 3), .hold), (try sent.release(at: 3), .release),
        ]
        for (statement, kind) in all {
            #expect(statement.kind == kind)
            #expect(String(decoding: statement.text, as: UTF8.self).hasPrefix("microvault/1 \(kind.rawValue)\n{"))
            #expect(try ProviderStatement(parsing: statement.text) == statement)
            #expect(statement.packageID == sent.head.terms.packageID)
            #expect(statement.packageHash == sent.head.packageHash)
            #expect(statement.agreementHash == sent.head.agreement.hash)
            #expect(statement.issuedAt == SentSample.minute(3))
            #expect(statement.signers == [Sample.key(1).publicKey])
            #expect(statement.digest == Digest.of(statement.text, as: Personalisation("mv1 statement")))
        }
        #expect(Set(all.map(\.0.digest)).count == 4)
        #expect(all.map(\.0.reason?.description) == [nil, "Sent in error.", "An inquiry.", "It is over."])
    }

    @Test func `bodies are those of the format`() throws {
        let sent = try SentSample()
        let (id, hash) = (sent.head.terms.packageID, sent.head.packageHash)
        let agreement = sent.head.agreement.hash
        let lines = String(decoding: try sent.recall(at: 1, "Two\nlines.").text, as: UTF8.self).split(separator: "\n")
        #expect(
            String(lines[1])
                == #"{"agreement_hash":"\#(agreement)","issued_at":"2027-01-10T09:01:00Z","package_hash":"\#(hash)","#
                + #""package_id":"\#(id)","reason":"Two\nlines.","reference":"DSA-2026-014"}"#)
        let revision = SentSample.revised(Sample.agreement)
        let complete = try CompleteApprovals(checking: Sample.approvals(of: revision), of: revision)
        let body = AmendmentBody(
            of: sent.head, agreement: revision, approvals: complete, reason: Prose("Two more months.")!,
            at: SentSample.minute(1))
        let text = String(decoding: try SentSample.signed(body).text, as: UTF8.self)
        let compiled = String(decoding: revision.bytes, as: UTF8.self)
        #expect(text.contains(#"{"agreement":\#(compiled),"agreement_hash":"\#(agreement)","approvals":[{"body":"#))
        #expect(
            text.contains(
                #"],"issued_at":"2027-01-10T09:01:00Z","package_hash":"\#(hash)","package_id":"\#(id)","#
                    + #""reason":"Two more months."}"#))
        #expect(try sent.standing.accepting(try SentSample.signed(body)).agreement == revision)
    }

    @Test func `one flipped bit anywhere is refused`() throws {
        let bytes = try SentSample().recall().text
        for index in bytes.indices {
            for bit in [0, 3, 5] as [UInt8] {
                var altered = bytes
                altered[index] ^= 1 << bit
                #expect((try? ProviderStatement(parsing: altered)) == nil, "byte \(index), bit \(bit)")
            }
        }
    }

    @Test func `a kind is part of what is signed`() throws {
        let hold = try SentSample().hold().text
        #expect(
            Self.parsingError(hold.replacing("1 hold", with: "1 release")) == .badSignature(Sample.keyText(1)))
        #expect(Self.parsingError(hold.replacing("1 hold", with: "1 recall")) == .badSignature(Sample.keyText(1)))
    }

    @Test func `other kinds, other versions, other files`() throws {
        let recall = try SentSample().recall().text
        #expect(Self.parsingError(Sample.card.text) == .notThisKind(found: "microvault/1 card"))
        #expect(
            Self.parsingError(recall.replacing("1 recall", with: "1 recalls"))
                == .notThisKind(found: "microvault/1 recalls"))
        #expect(
            Self.parsingError(recall.replacing("1 recall", with: "2 recall"))
                == .newerVersion(found: "microvault/2 recall"))
        #expect(Self.parsingError([]) == .notText)
        #expect(Self.parsingError(Array(recall.dropLast())) == .notText)
        #expect(
            Self.parsingError([UInt8](repeating: 0x61, count: 1 << 20 + 1))
                == .overCap(length: 1 << 20 + 1, cap: 1 << 20))
    }

    @Test func `a newer agreement asks for a newer tool, whatever else it holds`() throws {
        let sent = try SentSample()
        let text = try sent.amendment(to: SentSample.revised(Sample.agreement)).text
        let newer = text.replacing(#""microvault_agreement":1"#, with: #""microvault_agreement":2,"more":1"#)
        #expect(Self.parsingError(newer) == .newerVersion(found: "microvault_agreement 2"))
        let older = text.replacing(#""microvault_agreement":1"#, with: #""microvault_agreement":0"#)
        #expect(Self.parsingError(older) == .badSignature(Sample.keyText(1)))
    }

    @Test func `bodies in another shape or spelling`() throws {
        let recall = try SentSample().recall().text
        #expect(
            Self.parsingError(recall.replacing(#""reason":"Sent in error.","#, with: ""))
                == .json(.malformed(path: "reason")))
        #expect(
            Self.parsingError(recall.replacing("Sent in error.", with: "")) == .json(.malformed(path: "reason")))
        #expect(
            Self.parsingError(recall.replacing(#","reference""#, with: #","more":1,"reference""#))
                == .json(.notCanonical))
        let amendment = try SentSample().amendment(to: SentSample.revised(Sample.agreement)).text
        let id = try SentSample().head.terms.packageID
        #expect(
            Self.parsingError(amendment.replacing(#""\#(id)"}"#, with: #""\#(id)","reason":null}"#))
                == .json(.notCanonical))
    }

    @Test func `one hour ahead of the clock and no more`() {
        let now = instant("2027-01-10T09:00:00Z")
        func fault(_ text: String) -> ProviderStatementFault? {
            failure { () throws(ProviderStatementFault) in
                try ProviderStatement.check(issuedAt: instant(text), now: now)
            }
        }
        #expect(fault("2020-01-01T00:00:00Z") == nil)
        #expect(fault("2027-01-10T10:00:00Z") == nil)
        let later = "2027-01-10T10:00:01Z"
        #expect(fault(later) == .issuedAhead(issuedAt: instant(later), now: now))
    }
}
