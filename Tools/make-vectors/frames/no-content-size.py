"""A frame has no content size, but a window."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(s.tar, descriptor=0b0000_0100, middle=b"\x50")]
refused(p, "11.1/5")
