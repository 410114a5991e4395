"""Points of the curve that no honest key has, and signatures made with them (RFC 8032)."""
import hashlib

from nacl import bindings as sodium

from .basics import le, seeded

P, GROUP_ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
ORDER_8 = bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")


def added(one, other):
    return sodium.crypto_core_ed25519_add(one, other)


def point_of(scalar):
    """The scalar times the base point."""
    return sodium.crypto_scalarmult_ed25519_base_noclamp(scalar)


def cofactored(key, message):
    """A signature whose R has a point of order 8 added: right after a multiplication by 8, wrong without."""
    half = hashlib.sha512(key.secret[:32]).digest()[:32]
    a = int.from_bytes(half, "little") & (2**254 - 8) | 2**254
    r = int.from_bytes(seeded("nonce of a signature"), "little") % GROUP_ORDER
    R = added(point_of(le(32, r)), ORDER_8)
    h = int.from_bytes(hashlib.sha512(R + key.public + message).digest(), "little")
    return R + le(32, (r + h * a) % GROUP_ORDER)


# The second spelling of the point with y = 3. Of the prime-order subgroup only the neutral point has a second spelling.
NOT_CANONICAL = le(32, P + 3)
# Of order 8, for X25519.
LOW_ORDER = bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")


def with_top_bit(key):
    return key[:31] + bytes([key[31] | 0x80])
