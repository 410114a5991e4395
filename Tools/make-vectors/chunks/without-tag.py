"""The tag of a chunk is zeros, and the provider signed its index."""
from forge import *

p = Package()
p.chunks = [p.chunks[0][:-16] + bytes(16)]
refused(p, "10.1/1")
