"""A bit of the tag of a chunk is flipped."""
from forge import *

p = Package()
p.index, p.envelope = p.index, p.envelope
p.chunks = [flipped(p.chunks[0], -1)]
refused(p, "10.2/7")
