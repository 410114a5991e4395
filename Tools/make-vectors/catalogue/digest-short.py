"""A digest has 62 digits."""
from forge import *

p = Package()
s = p.stream
s.lines = s.lines
s.lines[1]["digest"] = s.lines[1]["digest"][:62]
refused(p, "11.2/11", "2.3/1")
