"""An instant is on 29 February 2027."""
from forge import *

p = Package()
p.terms = p.terms | {"created_at": "2027-02-29T10:00:00Z"}
refused(p, "2.3/14")
