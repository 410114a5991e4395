"""An unknown key in the constraints of a field."""
from forge import *

p = Package(agreement=full_agreement())
p.agreement["tables"][0]["schema"]["fields"][0]["constraints"]["unknown"] = 1
refused(p, "2.1/14")
