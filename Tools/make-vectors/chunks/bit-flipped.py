"""A bit of a chunk is flipped, and of nothing else."""
from forge import *

p = Package()
p.index, p.envelope = p.index, p.envelope
p.chunks = [flipped(p.chunks[0], 0)]
refused(p, "10.2/7")
