"""The first byte behind the content of a file is not zero."""
from forge import *

p = Package(Entry("a.txt", b"xyz"), Entry("b.txt", b""))
s = p.stream
s.tar = s.tar[:515] + b"\n" + s.tar[516:]
refused(p, "11.6/30")
