"""There are 8,192 bytes more of fill than there have to be, all zero."""
from forge import *

p = Package()
p.payload_offset = p.payload_offset + 8_192
refused(p, "9.1/14")
