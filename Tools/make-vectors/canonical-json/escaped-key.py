"""A letter of a key is escaped."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, b'"title":', b'"titl\\u0065":')
refused(p, "2.1/7")
