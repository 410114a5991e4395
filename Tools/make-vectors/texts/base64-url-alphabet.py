"""A sealed secret is in the alphabet for addresses."""
from forge import *

p = Package()
p.slots = p.slots
text = p.slots[0]["sealed"]
assert set(text) & set("+/")
p.slots[0]["sealed"] = text.replace("+", "-").replace("/", "_")
refused(p, "2.3/5")
