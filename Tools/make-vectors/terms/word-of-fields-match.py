"""`fieldsMatch` is none of its words."""
from forge import *

p = Package(agreement=full_agreement())
p.agreement["tables"][0]["schema"]["fieldsMatch"] = "Exact"
refused(p, "6.1/8")
