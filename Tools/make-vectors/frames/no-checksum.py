"""A frame has no checksum, and says so."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(s.tar, descriptor=0b1010_0000, checksum=b"")]
refused(p, "11.1/4")
