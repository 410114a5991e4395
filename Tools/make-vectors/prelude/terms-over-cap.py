"""The length of TERMS is 1,048,577, and the payload offset fits it; the file is not as long."""
from forge import *

p = Package()
length = 32 + 1_048_577 + len(p.envelope_bytes) + 96
p.prelude = p.prelude_with(terms=1_048_577, offset=-(-length // 4_096) * 4_096)
refused(p, "9.1/8")
