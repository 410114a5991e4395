"""A digest is in upper case."""
from forge import *

p = Package()
s = p.stream
s.lines = s.lines
s.lines[1]["digest"] = s.lines[1]["digest"].upper()
refused(p, "11.2/11", "2.3/2")
