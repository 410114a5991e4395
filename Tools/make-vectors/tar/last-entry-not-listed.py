"""The last entry of the archive is not in the catalogue."""
from forge import *

p = Package(Entry("a.txt", b"x"), Entry("b.txt", b""))
p.stream.lines = p.stream.lines[:1]
refused(p, "11.6/37")
