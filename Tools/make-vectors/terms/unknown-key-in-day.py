"""An unknown key in a day."""
from forge import *

p = Package()
p.agreement["delete_by"]["unknown"] = 1
refused(p, "2.1/14")
