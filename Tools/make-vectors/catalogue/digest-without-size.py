"""A line has a digest and no size; the file is empty."""
from forge import *

p = Package(Entry("empty.txt", b""))
s = p.stream
s.lines = s.lines
del s.lines[0]["size"]
refused(p, "11.2/12")
