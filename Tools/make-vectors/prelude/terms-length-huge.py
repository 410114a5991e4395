"""The length of TERMS is 2^32 − 1."""
from forge import *

p = Package()
p.prelude = p.prelude_with(terms=2**32 - 1)
refused(p, "9.1/8")
