"""K, commitment and chunks are made without TERMS."""
from forge import *

p = Package()
p.key = H("mv1 key", p.secret, bytes(32), bytes(32))
refused(p, "8/2")
