"""A bit of a chunk is flipped, and the provider signed its index."""
from forge import *

p = Package()
p.chunks = [flipped(p.chunks[0], 0)]
refused(p, "10.1/1")
