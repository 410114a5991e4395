"""A point of order 8 is added to R, which only a check that multiplies by the cofactor lets pass."""
from forge import *

p = Package()
p.signature = PROVIDER.public + cofactored(PROVIDER, b"microvault/1 head\n" + p.covered)
refused(p, "9.4/7")
