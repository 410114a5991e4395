"""The nonce of the first chunk counts 1."""
from forge import *

p = Package()
p.chunks = [p.seal(p.stream_bytes, 1, True)]
refused(p, "10.1/3")
