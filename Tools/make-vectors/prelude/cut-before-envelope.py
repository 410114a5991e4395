"""The file ends behind TERMS."""
from forge import *

p = Package()
refused(p.bytes[:32 + len(p.terms_bytes)], "9.1/16")
