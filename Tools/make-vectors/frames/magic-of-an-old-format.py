"""A data frame has the magic of zstd 0.7."""
from forge import *

p = Package()
s = p.stream
s.frames = [b"\x27" + s.frames[0][1:]]
refused(p, "11.1/1")
