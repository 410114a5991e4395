"""Another `delivery`, under a signature that does not fit: the signature is looked at first."""
from forge import *

p = Package()
p.signature = p.signature
p.terms = p.terms | {"delivery": "x25519-ml-kem-768"}
refused(p, "9.4/3")
