"""The payload begins one byte behind the multiple of 4,096."""
from forge import *

p = Package()
p.payload_offset = p.payload_offset + 1
refused(p, "9.1/12")
