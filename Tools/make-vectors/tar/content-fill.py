"""A byte behind the content of a file is not zero."""
from forge import *

p = Package(Entry("a.txt", b"xyz"), Entry("b.txt", b""))
s = p.stream
s.tar = s.tar[:1_023] + b"\x01" + s.tar[1_024:]
refused(p, "11.6/30")
