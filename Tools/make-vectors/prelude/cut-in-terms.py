"""The file ends one byte before TERMS do."""
from forge import *

p = Package()
refused(p.bytes[:32 + len(p.terms_bytes) - 1], "9.1/15")
