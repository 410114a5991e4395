"""`delivery` is another one."""
from forge import *

p = Package()
p.terms = p.terms | {"delivery": "x25519-ml-kem-768"}
refused(p, "9.2/1")
