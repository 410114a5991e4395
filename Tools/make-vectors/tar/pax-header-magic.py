"""A pax header has the magic of GNU tar."""
from forge import *

e = Entry("a.txt", b"x", pax=[("mtime", "1")])
e.pax_fields["magic"] = b"ustar  \0"
refused(Package(e), "11.6/1")
