"""An instant is a leap second."""
from forge import *

p = Package()
p.terms = p.terms | {"created_at": "2027-01-10T23:59:60Z"}
refused(p, "2.3/18")
