"""A frame has the largest window that a frame can have, 3.75 TiB."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(s.tar, descriptor=0b1000_0100, middle=b"\xff" + le32(len(s.tar)))]
refused(p, "11.1/7")
