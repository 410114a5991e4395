"""A comma follows the last key."""
from forge import *

p = Package()
p.terms_bytes = p.terms_bytes[:-1] + b",}"
refused(p, "2.1/13")
