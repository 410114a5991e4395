"""The key `path` is missing in a table."""
from forge import *

p = Package(agreement=full_agreement())
del p.agreement["tables"][0]["path"]
refused(p, "2.1/15")
