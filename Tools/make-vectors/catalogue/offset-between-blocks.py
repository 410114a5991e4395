"""An offset is no multiple of 512."""
from forge import *

p = Package()
s = p.stream
s.lines = s.lines
s.lines[1]["offset"] += 1
refused(p, "11.2/13")
