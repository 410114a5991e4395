"""A skippable frame stands behind the frame, under one entry."""
from forge import *

p = Package()
s = p.stream
s.frames = [s.frames[0] + padding_frame(4)]
refused(p, "11.1/8")
