"""`payload_length` is one less, so that the file has a byte too many."""
from forge import *

p = Package()
p.envelope = p.envelope | {"payload_length": len(p.stream_bytes) - 1}
refused(p, "10.2/2")
