"""The byte at 11 is not zero."""
from forge import *

p = Package()
p.prelude = p.prelude_with(zero=0x8000)
refused(p, "9.1/6")
