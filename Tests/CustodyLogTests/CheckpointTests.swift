import PackageFormat
import Sealing
import TestCast
import Testing

@testable import CustodyLog

/// The note of C2SP tlog-checkpoint, against one that other software signed.
@Suite struct CheckpointTests {
    private static let log = Identifier("000102030405060708090a0b0c0d0e0f")!
    private static let checkpoint = Checkpoint(
        log: log, size: 8, root: TreeHash("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")!)

    private static let signature =
        "zhXUHaFK8RNTe/OtbQf9AXyfnEh9FeGiHH6Ydc89y1ihspz1BKaHXkOJYVIC7cGTAH+5wdsssPVNqEGg+6eC/l0U3As="

    /// Made with Python: `hashlib`, `base64` and an Ed25519 key whose seed is 32 bytes 02.
    private static let note = """
        microvault/log/000102030405060708090a0b0c0d0e0f
        8
        XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

        \u{2014} microvault/log/000102030405060708090a0b0c0d0e0f \(signature)

        """

    @Test func itIsTheNoteThatOthersMake() throws {
        let note = CheckpointNote(Self.checkpoint, signedBy: signingKey(2))
        #expect(note.description == Self.note)
        let read = try #require(CheckpointNote(Self.note))
        #expect(read == note && read.checkpoint == Self.checkpoint && read.isSigned(by: signer(2).key))
    }

    @Test func theKeyIDIsThatOfTheSpecification() {
        // SHA-256("microvault/log/…" || 0A || 01 || key), its first four bytes.
        #expect(Hex.encode(CheckpointNote(Self.checkpoint, signedBy: signingKey(2)).keyID) == "ce15d41d")
    }

    @Test(arguments: [
        ("size 8", "\n8\n", "\n08\n"), ("size 8", "\n8\n", "\n+8\n"), ("size 8", "\n8\n", "\n 8\n"),
        ("size 8", "\n8\n", "\n-8\n"), ("size", "\n8\n", "\n9007199254740992\n"), ("size", "\n8\n", "\n٨\n"),
        ("size", "\n8\n", "\n\n"), ("dash", "\u{2014}", "-"), ("origin", "microvault/log/0001", "microvault/LOG/0001"),
        ("origin", "0e0f\n8", "0e0\n8"), ("origin", "0e0f\n8", "0E0F\n8"), ("other name", "0e0f z", "0e00 z"),
        ("root", "Qyg=\n", "Qyg\n"), ("root", "Qyg=\n", "Qyh=\n"), ("root", "Qyg=\n", "Qyg==\n"),
        ("an extension line", "Qyg=\n", "Qyg=\nmore\n"), ("no empty line", "Qyg=\n\n", "Qyg=\n"),
        ("line ends", "\n", "\r\n"), ("no last line feed", "3As=\n", "3As="), ("a second", "3As=\n", "3As=\n\n"),
        ("signature", "3As=\n", "3As\n"), ("a word more", "3As=\n", "3As= \n"), ("two blanks", "0e0f z", "0e0f  z"),
    ]) func otherSpellingsAreNone(_ what: String, old: String, new: String) {
        #expect(CheckpointNote(Self.note.replacing(old, with: new)) == nil, "\(what)")
    }

    @Test func anotherSignatureLineIsRefused() {
        let line = Self.note.split(separator: "\n").last!
        #expect(CheckpointNote(Self.note + line + "\n") == nil)
    }

    @Test func whatIsSignedIsAllOfIt() throws {
        for (old, new) in [
            ("\n8\n", "\n7\n"), ("Xcna", "Xcnb"), ("0e0f", "0e0e"), (" zhXU", " zhXV"), ("HaFK", "HaFL"),
        ] {
            let note = try #require(CheckpointNote(Self.note.replacing(old, with: new)), "\(old)")
            #expect(!note.isSigned(by: signer(2).key), "\(old)")
        }
        #expect(CheckpointNote(Self.note)?.isSigned(by: signer(3).key) == false)
    }

    /// The key id of another key with a signature that verifies.
    @Test func theKeyIDIsHeldAgainstTheKey() throws {
        var bytes = try #require(Base64.decode(String(Self.signature.dropLast())))
        bytes[0] ^= 1
        let note = try #require(CheckpointNote(Self.note.replacing(Self.signature, with: Base64.encode(bytes) + "=")))
        #expect(!note.isSigned(by: signer(2).key))
    }
}
