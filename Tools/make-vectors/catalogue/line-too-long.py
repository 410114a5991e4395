"""A line has 32,769 bytes and more, of which no line of right shape can have so many."""
from forge import *

p = Package()
s = p.stream
s.lines = s.lines
s.lines[1]["path"] = "/".join(["x" * 250] * 131)
refused(p, "11.2/8", "11.7/2")
