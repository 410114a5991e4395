"""`payload_length` is 4,503,599,627,370,496."""
from forge import *

p = Package()
p.envelope = p.envelope | {"payload_length": 2**52}
refused(p, "9.6/6b")
