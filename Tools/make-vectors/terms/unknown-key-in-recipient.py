"""An unknown key in a recipient."""
from forge import *

p = Package()
p.agreement["recipients"][0]["unknown"] = 1
refused(p, "2.1/14")
