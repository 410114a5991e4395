"""The length of ENVELOPE is 8,388,609, and the payload offset fits it; the file is not as long."""
from forge import *

p = Package()
length = 32 + len(p.terms_bytes) + 8_388_609 + 96
p.prelude = p.prelude_with(envelope=8_388_609, offset=-(-length // 4_096) * 4_096)
refused(p, "9.1/9")
