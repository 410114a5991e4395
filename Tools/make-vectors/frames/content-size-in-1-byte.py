"""A frame declares its content size in one byte, in which it has no room."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(s.tar, descriptor=0b0010_0100, middle=b"\xff")]
refused(p, "11.1/6")
