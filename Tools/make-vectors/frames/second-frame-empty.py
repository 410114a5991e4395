"""An empty frame stands behind the frame, under one entry."""
from forge import *

p = Package()
s = p.stream
s.frames = [s.frames[0] + frame(b"")]
refused(p, "11.1/8")
