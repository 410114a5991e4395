"""A sealed secret has a line feed in its base64."""
from forge import *

p = Package()
p.slots = p.slots
text = p.slots[0]["sealed"]
p.slots[0]["sealed"] = text[:76] + "\n" + text[76:]
refused(p, "2.3/7")
