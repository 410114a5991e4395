"""A frame has a dictionary id of one byte, which is zero."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(s.tar, descriptor=0b1010_0101, middle=b"\0" + le32(len(s.tar)))]
refused(p, "11.1/2")
