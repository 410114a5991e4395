"""`requires` is a text: no newer tool is meant."""
from forge import *

p = Package()
p.terms = p.terms | {"requires": "two-people"}
refused(p, "2.1/16")
