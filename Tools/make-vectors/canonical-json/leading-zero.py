"""A number has a leading zero."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, b'"revision":1', b'"revision":01')
refused(p, "2.1/10")
