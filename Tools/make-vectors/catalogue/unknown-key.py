"""A line has an unknown key."""
from forge import *

p = Package()
s = p.stream
s.lines = s.lines
s.lines[1]["mode"] = 384
refused(p, "11.2/11")
