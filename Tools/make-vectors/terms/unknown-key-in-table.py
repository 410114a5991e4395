"""An unknown key in a table."""
from forge import *

p = Package(agreement=full_agreement())
p.agreement["tables"][0]["unknown"] = 1
refused(p, "2.1/14")
