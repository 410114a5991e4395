"""A comment follows TERMS."""
from forge import *

p = Package()
p.terms_bytes = p.terms_bytes + b"//"
refused(p, "2.1/13", "2.1/4")
