"""A byte behind the records of a pax header is not zero."""
from forge import *

e = Entry("a.txt", b"x", pax=[("mtime", "1")])
e.pax_blocks = flipped(e.pax_blocks, -1)
refused(Package(e), "11.6/16")
