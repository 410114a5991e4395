"""An unknown key in a condition."""
from forge import *

p = Package(agreement=full_agreement())
p.agreement["conditions"][0]["unknown"] = 1
refused(p, "2.1/14")
