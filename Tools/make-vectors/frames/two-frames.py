"""Two frames stand under one entry, and their content together is what it says."""
from forge import *

p = Package()
s = p.stream
s.frames = [frame(s.tar[:1_024]) + frame(s.tar[1_024:])]
refused(p, "11.1/6", "11.1/8")
