"""A frame declares its content size in 2 bytes, less 256."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(s.tar, descriptor=0b0110_0100, middle=le16(len(s.tar) - 256))]
accepted(p, "11.1/5", "11.1/6")
