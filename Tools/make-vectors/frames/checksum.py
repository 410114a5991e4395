"""The checksum of a frame is another."""
from forge import *

p = Package()
s = p.stream
s.frames = [flipped(s.frames[0], -1)]
refused(p, "11.1/12")
