"""A frame has 512 bytes less than the seek table and the catalogue say, and declares them."""
from forge import *

p = Package()
s = p.stream
s.sizes, s.counts = s.sizes, s.counts
s.frames = [frame(s.tar[:-512])]
refused(p, "11.1/6")
