"""TERMS end before their last brace."""
from forge import *

p = Package()
p.terms_bytes = p.terms_bytes[:-1]
refused(p, "2.1/13")
