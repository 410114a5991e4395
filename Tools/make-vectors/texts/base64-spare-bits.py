"""A bit of the last character of a sealed secret, which encodes nothing, is set."""
from forge import *

p = Package()
p.slots = p.slots
p.slots[0]["sealed"] = with_spare_bit(p.slots[0]["sealed"])
refused(p, "2.3/8")
