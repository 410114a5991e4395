"""The offset of an entry is that of its header behind the pax header."""
from forge import *

p = Package(Entry("a.txt", b"x"), Entry("b.txt", b"y", pax=[("mtime", "1")]))
s = p.stream
s.lines = s.lines
s.lines[1]["offset"] += 1_024
refused(p, "11.6/31")
