"""The signer's key is the neutral point, under which anybody's signature of anything verifies."""
from forge import *

p = Package()
neutral = bytes([1]) + bytes(31)
r = seeded("a scalar below the order", 31) + b"\0"
p.signature = neutral + point_of(r) + r
refused(p, "9.4/1")
