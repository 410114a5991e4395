"""`delivery` is `X25519`, which is not the value of this version."""
from forge import *

p = Package()
p.terms = p.terms | {"delivery": "X25519"}
refused(p, "9.2/1")
