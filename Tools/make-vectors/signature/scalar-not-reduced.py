"""The group order is added to S of the signature."""
from forge import *

p = Package()
s = int.from_bytes(p.signature[64:], "little") + GROUP_ORDER
p.signature = p.signature[:64] + le(32, s)
refused(p, "9.4/6")
