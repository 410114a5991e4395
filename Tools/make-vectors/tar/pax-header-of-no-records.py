"""A pax header has no records."""
from forge import *

e = Entry("a.txt", b"x", pax=[("mtime", "1")])
e.pax_blocks = header_with_checksum(e.pax_blocks[:512], "size", octal(0, 12))
refused(Package(e), "11.6/15")
