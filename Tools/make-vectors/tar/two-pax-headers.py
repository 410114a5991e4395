"""Two pax headers stand before an entry."""
from forge import *

e = Entry("a.txt", b"x", pax=[("mtime", "1")])
e.pax_blocks = e.pax_blocks * 2
refused(Package(e), "11.6/14")
