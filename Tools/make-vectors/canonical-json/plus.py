"""A number has a plus."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, b'"revision":1', b'"revision":+1')
refused(p, "2.1/10", "2.1/13")
