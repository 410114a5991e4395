"""An instant has the hour 24."""
from forge import *

p = Package()
p.terms = p.terms | {"created_at": "2027-01-10T24:00:00Z"}
refused(p, "2.3/16")
