"""A line feed follows TERMS."""
from forge import *

p = Package()
p.terms_bytes = p.terms_bytes + b"\n"
refused(p, "2.1/3", "2.1/4")
