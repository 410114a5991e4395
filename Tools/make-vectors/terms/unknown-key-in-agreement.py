"""An unknown key in the agreement."""
from forge import *

p = Package()
p.agreement["unknown"] = 1
refused(p, "2.1/14")
