"""A sealed secret has a space in its base64."""
from forge import *

p = Package()
p.slots = p.slots
text = p.slots[0]["sealed"]
p.slots[0]["sealed"] = text[:50] + " " + text[50:]
refused(p, "2.3/7")
