"""The archive ends behind its last entry, for which the catalogue allows by its pax header."""
from forge import *

p = Package(Entry("a.txt", b"", pax=[("mtime", "1")]))
p.stream.end = b""
refused(p, "11.6/37")
