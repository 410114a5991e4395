"""The first of two chunks is sealed as the last, too."""
from forge import *

p = two_chunks()
p.chunks = [p.seal(p.pieces[0], 0, True), p.chunks[1]]
refused(p, "10.1/5")
