"""An unknown key in the signature of a card."""
from forge import *

p = Package()
p.slots = p.slots
p.slots[0]["card"]["signatures"][0]["unknown"] = 1
refused(p, "2.1/14")
