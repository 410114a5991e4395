"""An unknown key in ENVELOPE."""
from forge import *

p = Package()
p.envelope = p.envelope
p.envelope["unknown"] = 1
refused(p, "2.1/14")
