"""TERMS have no bytes."""
from forge import *

p = Package()
p.terms_bytes = b""
refused(p, "9.1/10")
