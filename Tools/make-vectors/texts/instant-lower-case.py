"""An instant is in lower case."""
from forge import *

p = Package()
p.terms = p.terms | {"created_at": "2027-01-10t10:00:00z"}
refused(p, "2.3/13")
