"""The payload offset was moved by 4,096 after signing, with as much more fill."""
from forge import *

p = Package()
p.signature = p.signature
p.payload_offset = p.payload_offset + 4_096
refused(p, "9.4/2")
