"""The agreement is a text that holds it."""
from forge import *

p = Package()
p.terms = p.terms | {"agreement": canonical(p.agreement).decode()}
refused(p, "2.1/16")
