"""A letter beyond ASCII is escaped."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, "Zoë".encode(), b"Zo\\u00eb")
refused(p, "2.1/7")
