"""`requires` names something."""
from forge import *

p = Package()
p.terms = p.terms | {"requires": ["two-people"]}
refused(p, "9.2/2")
