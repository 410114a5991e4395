"""An entry of the catalogue is not in the archive, which has room for it."""
from forge import *

p = Package(Entry("a.txt", b"x"), Entry("b.txt", b""))
s = p.stream
s.lines = s.lines
s.tar = s.entries[0].blocks + bytes(1_536)
refused(p, "11.6/1", "11.6/26")
