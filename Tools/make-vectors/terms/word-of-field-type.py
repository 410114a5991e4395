"""The type of a field is none of its words."""
from forge import *

p = Package(agreement=full_agreement())
p.agreement["tables"][0]["schema"]["fields"][0]["type"] = "int"
refused(p, "6.1/9")
