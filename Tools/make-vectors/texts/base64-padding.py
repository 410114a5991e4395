"""A sealed secret has the padding of base64."""
from forge import *

p = Package()
p.slots = p.slots
p.slots[0]["sealed"] += "="
refused(p, "2.3/6")
