"""The key `signature` is missing in the signature of a card."""
from forge import *

p = Package()
p.slots = p.slots
del p.slots[0]["card"]["signatures"][0]["signature"]
refused(p, "2.1/15")
