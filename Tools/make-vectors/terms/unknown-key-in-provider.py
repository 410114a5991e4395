"""An unknown key in `provider`."""
from forge import *

p = Package()
p.agreement["provider"]["unknown"] = 1
refused(p, "2.1/14")
