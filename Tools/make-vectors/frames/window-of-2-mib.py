"""A frame has a window of 2 MiB."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(s.tar, descriptor=0b1000_0100, middle=b"\x58" + le32(len(s.tar)))]
refused(p, "11.1/7")
