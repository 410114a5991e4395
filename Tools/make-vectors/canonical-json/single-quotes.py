"""A text stands in single quotes."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, b'"x25519"', b"'x25519'")
refused(p, "2.1/13")
