"""Two files have the offset of one."""
from forge import *

p = Package(Entry("a.txt", b""), Entry("b.txt", b""))
s = p.stream
s.lines = s.lines
s.lines[1]["offset"] = 0
refused(p, "11.2/14")
