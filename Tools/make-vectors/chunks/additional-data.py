"""The chunk is sealed with additional data."""
from forge import *

p = Package()
p.chunks = [p.seal(p.stream_bytes, 0, True, extra=b"microvault")]
refused(p, "10.1/6")
