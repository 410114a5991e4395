"""An instant is in 1969."""
from forge import *

p = Package()
p.terms = p.terms | {"created_at": "1969-12-31T23:59:59Z"}
refused(p, "2.3/15")
