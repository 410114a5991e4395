"""Another archive follows the end."""
from forge import *

p = Package()
s = p.stream
s.end = bytes(1_024) + Entry("b.txt", b"y").blocks + bytes(1_024)
refused(p, "11.6/38")
