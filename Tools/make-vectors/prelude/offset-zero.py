"""The payload offset is 0."""
from forge import *

p = Package()
p.prelude = p.prelude_with(offset=0)
refused(p, "9.1/13")
