"""An unknown key in `storage`."""
from forge import *

p = Package()
p.agreement["storage"]["unknown"] = 1
refused(p, "2.1/14")
