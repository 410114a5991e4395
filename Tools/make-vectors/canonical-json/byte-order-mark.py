"""TERMS begin with a byte order mark."""
from forge import *

p = Package()
p.terms_bytes = b"\xef\xbb\xbf" + p.terms_bytes
refused(p, "2.1/2")
