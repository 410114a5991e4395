"""The catalogue frame has seven bytes."""
from forge import *

p = Package()
s = p.stream
s.counts, s.lines, s.sizes = s.counts, s.lines, s.sizes
s.catalogue_frame = s.catalogue_frame[:7]
refused(p, "11.4/16")
