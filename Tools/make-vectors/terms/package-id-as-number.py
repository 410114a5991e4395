"""`package_id` is a number."""
from forge import *

p = Package()
p.terms = p.terms | {"package_id": 7}
refused(p, "2.1/16")
