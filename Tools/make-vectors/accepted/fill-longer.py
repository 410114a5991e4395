"""The fill is 4,096 bytes more than it has to be."""
from forge import *

p = Package()
p.payload_offset = p.payload_offset + 4_096
accepted(p, "9.1/14")
