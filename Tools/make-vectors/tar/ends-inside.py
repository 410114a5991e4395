"""The archive ends before the content of its only entry, for which the catalogue allows by its pax header."""
from forge import *

path = "/".join(["x" * 200] * 3)
p = Package(Entry(path, b"x" * 100, pax=[("path", path)]))
s = p.stream
s.lines = s.lines
s.tar = s.tar[:2_048]
refused(p, "11.6/36")
