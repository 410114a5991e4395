"""The key `supersedes` is missing in TERMS."""
from forge import *

p = Package()
p.terms = p.terms
del p.terms["supersedes"]
refused(p, "2.1/15")
