"""The unused bit of a frame is set, which is ignored."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(s.tar, descriptor=0b1011_0100)]
accepted(p, "11.1/3")
