"""A pax header stands before the end, for no entry."""
from forge import *

p = Package()
e = Entry("a.txt", b"x", pax=[("mtime", "1")])
p.stream.end = e.pax_blocks + bytes(1_024)
refused(p, "11.6/37")
