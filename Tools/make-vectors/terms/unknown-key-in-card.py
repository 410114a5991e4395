"""An unknown key in a card."""
from forge import *

p = Package()
p.slots = p.slots
p.slots[0]["card"]["unknown"] = 1
refused(p, "2.1/14")
