"""`slots` is an object."""
from forge import *

p = Package()
p.envelope = p.envelope | {"slots": {"0": p.slots[0]}}
refused(p, "2.1/16")
