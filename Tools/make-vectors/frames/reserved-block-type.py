"""A block has the type that is reserved."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(s.tar, kind=3)]
refused(p, "11.1/10")
