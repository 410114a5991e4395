"""The payload offset is the multiple of 4,096 before the end of the head."""
from forge import *

p = Package()
p.prelude = p.prelude_with(offset=p.payload_offset - 4_096)
refused(p, "9.1/13")
