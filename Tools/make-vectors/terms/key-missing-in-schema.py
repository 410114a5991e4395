"""The key `fieldsMatch` is missing in a schema."""
from forge import *

p = Package(agreement=full_agreement())
del p.agreement["tables"][0]["schema"]["fieldsMatch"]
refused(p, "2.1/15")
