"""An instant has a fraction of a second."""
from forge import *

p = Package()
p.terms = p.terms | {"created_at": "2027-01-10T10:00:00.0Z"}
refused(p, "2.3/13")
