"""The key `sealed` is missing in a slot."""
from forge import *

p = Package()
p.slots = p.slots
del p.slots[0]["sealed"]
refused(p, "2.1/15")
