"""An entry of the archive is not in the catalogue."""
from forge import *

p = Package(Entry("a.txt", b"x"), Entry("b.txt", b""), Entry("c.txt", b"z"))
s = p.stream
s.lines = [s.lines[0], s.lines[2]]
refused(p, "11.6/31")
