"""A whole number has a fraction of zero."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, b'"revision":1', b'"revision":1.0')
refused(p, "2.1/10")
