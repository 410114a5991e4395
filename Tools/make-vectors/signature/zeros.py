"""The signature is zeros."""
from forge import *

p = Package()
p.signature = PROVIDER.public + bytes(64)
refused(p, "9.4/2", "9.4/3", "9.4/4")
