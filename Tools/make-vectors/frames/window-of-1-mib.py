"""A frame has a window of 1 MiB in the place of a single segment."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(s.tar, descriptor=0b1000_0100, middle=b"\x50" + le32(len(s.tar)))]
accepted(p, "11.1/7")
