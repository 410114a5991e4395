"""An instant has no Z."""
from forge import *

p = Package()
p.terms = p.terms | {"created_at": "2027-01-10T10:00:00"}
refused(p, "2.3/13")
