"""A zero byte follows TERMS."""
from forge import *

p = Package()
p.terms_bytes = p.terms_bytes + b"\0"
refused(p, "2.1/4")
