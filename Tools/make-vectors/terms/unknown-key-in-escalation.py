"""An unknown key in a step of `escalation`."""
from forge import *

p = Package(agreement=full_agreement())
p.agreement["escalation"][0]["unknown"] = 1
refused(p, "2.1/14")
