"""The sections of a package: docs/format.md, sections 8 to 10."""
import copy

from nacl import bindings as sodium

from .basics import H, PROVIDER, base64_text, canonical, le16, le32, le64, padme, public_of, replaced, sealed, seeded
from .papers import SIGNED_AT, agreement, approval, card
from .part import part
from .stream import Entry, Stream, raw_frame

MAGIC = bytes.fromhex("894d564c0d0a1a0a")
CHUNK, LEAVES = 262_144, 1_024


class Package:
    """Nothing is checked here. What is set stands as it is; what is not set is made from the rest."""

    def __init__(self, *entries, agreement=agreement(), cards=(card(),)):
        self.agreement, self.cards = copy.deepcopy(agreement), copy.deepcopy(list(cards))
        self.stream = Stream(*entries)
        self.signer, self.secret = PROVIDER, seeded("S")

    # ---- 9.2

    @part
    def approvals(self):
        return [approval(self.agreement, number) for number in range(len(self.agreement["approvals_required"]))]

    @part
    def terms(self):
        return {"package_id": "00112233445566778899aabbccddeeff", "created_at": SIGNED_AT, "delivery": "x25519",
                "requires": [], "supersedes": [], "agreement": self.agreement, "approvals": self.approvals}

    @part
    def terms_bytes(self):
        return canonical(self.terms)

    # ---- 8

    def key_of(self, secret):
        """K for the terms as they are."""
        return H("mv1 key", secret, bytes(32), H("mv1 terms", le16(1), self.terms_bytes))

    @part
    def key(self):
        return self.key_of(self.secret)

    @part
    def commitment(self):
        return H("mv1 commit", key=self.key).hex()

    # ---- 10

    @part
    def stream_bytes(self):
        return self.stream.bytes

    def seal(self, plain, number, is_last, key=None, nonce=None, extra=None):
        """Chunk `number`; with another K, nonce, or additional data."""
        nonce = nonce or le64(number) + bytes(15) + bytes([is_last])
        payload_key = H("mv1 payload", key=key or self.key)
        return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, extra, nonce, payload_key)

    @part
    def pieces(self):
        """The stream, cut."""
        stream = self.stream_bytes
        return [stream[at:at + CHUNK] for at in range(0, len(stream), CHUNK)]

    @part
    def chunks(self):
        pieces = self.pieces
        return [self.seal(piece, number, number == len(pieces) - 1) for number, piece in enumerate(pieces)]

    @part
    def leaves(self):
        return [H("mv1 leaf", le64(number), chunk) for number, chunk in enumerate(self.chunks)]

    @part
    def pages(self):
        leaves = self.leaves
        return [H("mv1 page", le64(at // LEAVES), *leaves[at:at + LEAVES]) for at in range(0, len(leaves), LEAVES)]

    @part
    def index_root(self):
        return H("mv1 index", le64(len(self.chunks)), *self.pages).hex()

    # ---- 9.3

    def slot(self, one, secret=None, box=None):
        """For a card, with another S, or another box."""
        box = box or sealed(secret or self.secret, public_of(one["body"]["delivery_key"]))
        return {"card": one, "sealed": base64_text(box)}

    @part
    def slots(self):
        return [self.slot(one) for one in self.cards]

    @part
    def envelope(self):
        counts = self.stream.counts
        return {"slots": self.slots, "payload_length": sum(map(len, self.pieces)), "index_root": self.index_root,
                "commitment": self.commitment, "content_bytes_bound": padme(counts["content_bytes"]),
                "file_count_bound": padme(counts["entries"]), "signed_at": SIGNED_AT}

    @part
    def envelope_bytes(self):
        return canonical(self.envelope)

    # ---- 9.1, 9.4, 9.5

    @part
    def head_length(self):
        return 32 + len(self.terms_bytes) + len(self.envelope_bytes) + 96

    @part
    def payload_offset(self):
        return -(-self.head_length // 4_096) * 4_096

    def prelude_with(self, magic=MAGIC, version=1, zero=0, terms=None, envelope=None, offset=None, zero_at_28=0):
        terms = len(self.terms_bytes) if terms is None else terms
        envelope = len(self.envelope_bytes) if envelope is None else envelope
        offset = self.payload_offset if offset is None else offset
        return magic + le16(version) + le16(zero) + le32(terms) + le32(envelope) + le64(offset) + le32(zero_at_28)

    @part
    def prelude(self):
        return self.prelude_with()

    @part
    def covered(self):
        """What signature and packageHash cover."""
        return self.prelude + self.terms_bytes + self.envelope_bytes

    @part
    def signature(self):
        return self.signer.public + self.signer.sign(b"microvault/1 head\n" + self.covered)

    @part
    def head(self):
        return self.covered + self.signature

    @part
    def fill(self):
        return bytes(self.payload_offset - self.head_length)

    @part
    def payload(self):
        return b"".join(self.chunks)

    @part
    def index(self):
        return b"".join(self.leaves + self.pages)

    @part
    def bytes(self):
        return self.head + self.fill + self.payload + self.index


def two_chunks():
    """A package whose stream has a little more than one chunk."""
    return Package(Entry("noise.bin", seeded("noise", CHUNK)))


def forged_content(package):
    """The stream with other numbers in it, and as long."""
    forged = Package(*package.stream.entries).stream
    forged.frames = [raw_frame(replaced(forged.tar, b"1,100", b"1,999"))]
    return forged.bytes
