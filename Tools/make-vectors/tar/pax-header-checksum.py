"""The checksum of a pax header is zero."""
from forge import *

e = Entry("a.txt", b"x", pax=[("mtime", "1")])
e.pax_fields["checksum"] = b"000000\0 "
refused(Package(e), "11.6/2")
