"""Hashing, canonical JSON and keys: docs/format.md, sections 2 to 5.

Whatever would be random elsewhere comes from `seeded`, so that every run makes the same bytes.
"""
import base64, functools, hashlib, json

from nacl import bindings as sodium

SIGNING, DELIVERY = "microvault-signing", "microvault-delivery"


def H(personalisation, *parts, key=b""):
    """Section 3."""
    return hashlib.blake2b(b"".join(parts), digest_size=32, key=key, person=personalisation.encode()).digest()


def le(width, number):
    return number.to_bytes(width, "little")


def le16(number):
    return le(2, number)


def le32(number):
    return le(4, number)


def le64(number):
    return le(8, number)


def seeded(label, length=32):
    """Bytes that look random and are those of `label` for ever."""
    return hashlib.shake_256(b"Microvault test vectors: " + label.encode()).digest(length)


def canonical(value):
    """Section 2.1."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def base64_text(data):
    """Section 2.3: no padding."""
    return base64.b64encode(data).rstrip(b"=").decode()


def flipped(data, at):
    """The lowest bit of a byte flipped."""
    data = bytearray(data)
    data[at] ^= 1
    return bytes(data)


def with_spare_bit(text):
    """A bit of the last character set that encodes nothing."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return text[:-1] + alphabet[alphabet.index(text[-1]) + 1]


def key_line(kind, key, checksum=None):
    """Section 4; `checksum` in the place of the right one."""
    right = H("mv1 key line", kind.encode(), key)[:4]
    return f"{kind} {base64_text(key + (right if checksum is None else checksum))}"


def public_of(line):
    """The key of a key line."""
    return base64.b64decode(line.split(" ")[1])[:32]


def replaced(data, old, new):
    """As `replace`, of what stands there exactly once."""
    assert data.count(old) == 1, f"{old!r} stands {data.count(old)} times"
    return data.replace(old, new)


class SigningKey:
    def __init__(self, label):
        self.public, self.secret = sodium.crypto_sign_seed_keypair(seeded(f"signing key: {label}"))
        self.line = key_line(SIGNING, self.public)

    def sign(self, message):
        return sodium.crypto_sign(message, self.secret)[:64]


class DeliveryKey:
    def __init__(self, label):
        self.scalar = seeded(f"delivery key: {label}")
        self.public = sodium.crypto_scalarmult_base(self.scalar)
        self.line = key_line(DELIVERY, self.public)

    @property
    def file(self):
        """Section 5, with no passphrase."""
        header = canonical({"kind": DELIVERY}).decode()
        return f"microvault/1 secret-key\n{header}\n{base64_text(self.scalar)}\n".encode()


@functools.cache
def sealed(secret, public, label=""):
    """Section 8: libsodium's crypto_box_seal, its ephemeral key being that of the label and of what is sealed."""
    ephemeral = seeded(f"ephemeral key: {label} {secret.hex()} {public.hex()}")
    e = sodium.crypto_scalarmult_base(ephemeral)
    nonce = hashlib.blake2b(e + public, digest_size=24).digest()
    return e + sodium.crypto_box(secret, nonce, public, ephemeral)


def padme(length):
    """Section 11.5."""
    if length < 2:
        return length
    e = length.bit_length() - 1
    z = e - e.bit_length()
    return length if z <= 0 else (length + (1 << z) - 1) >> z << z


def file_digest(content):
    """Section 3: FD."""
    blocks = [content[at:at + 1_048_576] for at in range(0, len(content), 1_048_576)]
    return H("mv1 file", le64(len(content)), *(H("mv1 block", block) for block in blocks)).hex()


# Who is who. Secret halves are published with the vectors: never use them.

PROVIDER, OTHER_PROVIDER = SigningKey("provider"), SigningKey("other provider")
SITE, SECOND_SITE_KEY, OTHER_SITE = SigningKey("site"), SigningKey("second key of the site"), SigningKey("other site")
OWNER, OFFICER, STRANGER = SigningKey("owner"), SigningKey("officer"), SigningKey("stranger")


@functools.cache
def delivery_key(number):
    """Of the card with this number."""
    return DeliveryKey(f"card {number}")
