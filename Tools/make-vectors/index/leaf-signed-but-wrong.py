"""A bit of a leaf is flipped, and the provider signed it so: the chunk does not give it."""
from forge import *

p = Package()
p.leaves = [flipped(p.leaves[0], 0)]
refused(p, "10.2/7")
