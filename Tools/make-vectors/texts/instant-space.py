"""An instant has a space in the place of T."""
from forge import *

p = Package()
p.terms = p.terms | {"created_at": "2027-01-10 10:00:00Z"}
refused(p, "2.3/13")
