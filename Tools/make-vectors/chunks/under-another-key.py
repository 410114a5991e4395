"""The chunk is under another S than that of the commitment."""
from forge import *

p = Package()
p.chunks = [p.seal(p.stream_bytes, 0, True, key=p.key_of(seeded("other S")))]
refused(p, "10.1/2")
