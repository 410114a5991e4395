"""A frame has 512 bytes more than the seek table and the catalogue say, and declares them."""
from forge import *

p = Package()
s = p.stream
s.frames = [frame(s.tar + bytes(512))]
refused(p, "11.1/6")
