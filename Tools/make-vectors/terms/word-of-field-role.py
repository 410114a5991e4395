"""The role of a field is none of its words."""
from forge import *

p = Package(agreement=full_agreement())
p.agreement["tables"][0]["schema"]["fields"][0]["role"] = "identifier"
refused(p, "6.1/10")
