"""The payload offset has its highest bit set."""
from forge import *

p = Package()
p.prelude = p.prelude_with(offset=2**64 - 4_096)
refused(p, "9.1/14")
