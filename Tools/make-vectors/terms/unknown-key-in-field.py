"""An unknown key in a field of a schema."""
from forge import *

p = Package(agreement=full_agreement())
p.agreement["tables"][0]["schema"]["fields"][0]["unknown"] = 1
refused(p, "2.1/14")
