"""`de_identification` is none of its words."""
from forge import *

p = Package()
p.agreement["de_identification"] = "synthetic"
refused(p, "6.1/2")
