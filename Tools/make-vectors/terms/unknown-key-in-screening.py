"""An unknown key in `screening`."""
from forge import *

p = Package()
p.agreement["screening"]["unknown"] = 1
refused(p, "2.1/14")
