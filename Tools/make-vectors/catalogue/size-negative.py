"""A size is −1."""
from forge import *

p = Package()
s = p.stream
s.lines = s.lines
s.lines[1]["size"] = -1
refused(p, "11.2/11")
