"""The byte at 10 is not zero."""
from forge import *

p = Package()
p.prelude = p.prelude_with(zero=1)
refused(p, "9.1/6")
