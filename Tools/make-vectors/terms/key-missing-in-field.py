"""The key `role` is missing in a field of a schema."""
from forge import *

p = Package(agreement=full_agreement())
del p.agreement["tables"][0]["schema"]["fields"][0]["role"]
refused(p, "2.1/15")
