"""An unknown key in TERMS."""
from forge import *

p = Package()
p.terms = p.terms
p.terms["unknown"] = 1
refused(p, "2.1/14")
