"""A line has no offset."""
from forge import *

p = Package()
s = p.stream
s.lines = s.lines
del s.lines[0]["offset"]
refused(p, "11.2/11")
