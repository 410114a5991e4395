"""Chunks and index are those of another package of the same provider, and as long."""
from forge import *

p = Package()
p.envelope = p.envelope
other = Package()
other.secret = seeded("S of another package")
p.chunks = other.chunks
refused(p, "10.2/3")
