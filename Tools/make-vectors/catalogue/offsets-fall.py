"""The entries stand in another order than in the archive."""
from forge import *

p = Package()
s = p.stream
s.lines = [s.lines[0], s.lines[2], s.lines[1]]
refused(p, "11.2/14")
