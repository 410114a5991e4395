"""With a screening too a line of an entry has at most 32,768 bytes; no line of right shape can have more."""
from forge import *

p = screened()
s = p.stream
s.lines = s.lines
s.lines[1]["path"] = "/".join(["x" * 250] * 131)
refused(p, "11.2/8")
