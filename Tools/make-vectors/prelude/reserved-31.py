"""The byte at 31 is not zero."""
from forge import *

p = Package()
p.prelude = p.prelude_with(zero_at_28=0x80000000)
refused(p, "9.1/7")
