"""The version is 0."""
from forge import *

p = Package()
p.prelude = p.prelude_with(version=0)
refused(p, "9.1/4")
