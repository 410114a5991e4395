"""The key `signatures` is missing in a card."""
from forge import *

p = Package()
p.slots = p.slots
del p.slots[0]["card"]["signatures"]
refused(p, "2.1/15")
