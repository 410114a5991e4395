"""The signer's key is no point of the curve."""
from forge import *

p = Package()
p.signature = le(32, 2) + p.signature[32:]
refused(p, "9.4/1")
