"""A frame declares a byte more than the seek table and its blocks."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(s.tar, middle=le32(len(s.tar) + 1))]
refused(p, "11.1/6")
