"""A file of the archive is a folder in the catalogue."""
from forge import *

p = Package(Entry("a", b""))
s = p.stream
s.lines = [{"path": "a", "offset": 0}]
refused(p, "11.6/33")
