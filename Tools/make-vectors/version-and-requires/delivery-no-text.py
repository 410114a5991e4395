"""`delivery` is a number: no newer tool is meant."""
from forge import *

p = Package()
p.terms = p.terms | {"delivery": 2}
refused(p, "2.1/16")
