"""`delivery` is another one, and TERMS and ENVELOPE have fields that this version does not know."""
from forge import *

p = Package()
p.terms = p.terms | {"delivery": "x25519-ml-kem-768", "share": {"from": "a service"}}
p.envelope = p.envelope | {"capsules": []}
refused(p, "9.2/1")
