"""A number is NaN."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, b'"revision":1', b'"revision":NaN')
refused(p, "2.1/13")
