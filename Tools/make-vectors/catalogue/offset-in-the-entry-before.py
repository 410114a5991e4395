"""An offset is inside the content of the entry before."""
from forge import *

p = Package()
s = p.stream
s.lines = s.lines
s.lines[2]["offset"] -= 512
refused(p, "11.2/14")
