"""The byte at 28 is not zero."""
from forge import *

p = Package()
p.prelude = p.prelude_with(zero_at_28=1)
refused(p, "9.1/7")
