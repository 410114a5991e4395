"""A number has an exponent."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, b'"revision":1', b'"revision":1e0')
refused(p, "2.1/10")
