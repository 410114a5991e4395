"""`payload_length` is one more, so that the file has a byte too few."""
from forge import *

p = Package()
p.envelope = p.envelope | {"payload_length": len(p.stream_bytes) + 1}
refused(p, "10.2/1")
