"""A frame declares its content size in 8 bytes."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(s.tar, descriptor=0b1110_0100, middle=le64(len(s.tar)))]
accepted(p, "11.1/5", "11.1/6")
