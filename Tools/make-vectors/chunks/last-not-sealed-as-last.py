"""The only chunk is not sealed as the last."""
from forge import *

p = Package()
p.chunks = [p.seal(p.stream_bytes, 0, False)]
refused(p, "10.1/4")
