"""A byte stands behind the frame, under its entry."""
from forge import *

p = Package()
s = p.stream
s.frames = [s.frames[0] + b"\0"]
refused(p, "11.1/9")
