"""An instant has no seconds."""
from forge import *

p = Package()
p.terms = p.terms | {"created_at": "2027-01-10T10:00Z"}
refused(p, "2.3/13")
