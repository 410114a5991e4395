"""A path is empty."""
from forge import *

p = Package(Entry("a", b""))
s = p.stream
s.lines = s.lines
s.lines[0]["path"] = ""
refused(p, "11.7/1")
