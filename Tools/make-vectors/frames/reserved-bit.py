"""The reserved bit of a frame is set."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(s.tar, descriptor=0b1010_1100)]
refused(p, "11.1/3")
