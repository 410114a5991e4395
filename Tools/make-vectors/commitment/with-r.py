"""K, commitment and chunks are made with an R that is not zero."""
from forge import *

p = Package()
p.key = H("mv1 key", p.secret, b"\x01" + bytes(31), H("mv1 terms", le16(1), p.terms_bytes))
refused(p, "8/2")
