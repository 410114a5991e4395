"""The archive ends with one block of zeros, for which the catalogue allows by a pax header."""
from forge import *

p = Package(Entry("a.txt", b"", pax=[("mtime", "1")]))
p.stream.end = bytes(512)
refused(p, "11.6/37")
