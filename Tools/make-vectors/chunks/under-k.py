"""The chunk is under K itself, not under the key that is derived for chunks."""
from forge import *

p = Package()
nonce = bytes(23) + b"\x01"
p.chunks = [sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(p.stream_bytes, None, nonce, p.key)]
refused(p, "10.1/2")
