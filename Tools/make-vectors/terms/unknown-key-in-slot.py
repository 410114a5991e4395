"""An unknown key in a slot."""
from forge import *

p = Package()
p.slots = p.slots
p.slots[0]["unknown"] = 1
refused(p, "2.1/14")
