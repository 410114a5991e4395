"""A line has a size and no digest."""
from forge import *

p = Package()
s = p.stream
s.lines = s.lines
del s.lines[1]["digest"]
refused(p, "11.2/12")
