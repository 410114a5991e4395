"""The head ends on a multiple of 4,096, so that there is no fill."""
from forge import *

p = Package()
p.agreement["purpose"] += "." * (4_096 - p.head_length)
assert p.head_length == p.payload_offset == 4_096
accepted(p, "9.1/13")
