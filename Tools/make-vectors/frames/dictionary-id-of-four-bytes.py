"""A frame has a dictionary id of four bytes."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(s.tar, descriptor=0b1010_0111, middle=le32(7) + le32(len(s.tar)))]
refused(p, "11.1/2")
