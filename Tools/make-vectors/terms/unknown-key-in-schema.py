"""An unknown key in a schema."""
from forge import *

p = Package(agreement=full_agreement())
p.agreement["tables"][0]["schema"]["unknown"] = 1
refused(p, "2.1/14")
