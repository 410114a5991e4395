"""An unknown key in an assurance."""
from forge import *

p = Package(agreement=full_agreement())
p.agreement["assurances"][0]["unknown"] = 1
refused(p, "2.1/14")
