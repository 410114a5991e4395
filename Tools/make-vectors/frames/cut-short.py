"""The last byte of the frame is missing."""
from forge import *

p = Package()
s = p.stream
s.frames = [s.frames[0][:-1]]
refused(p, "11.1/9")
