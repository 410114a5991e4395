"""The time of a pax header is no number."""
from forge import *

e = Entry("a.txt", b"x", pax=[("mtime", "1")])
e.pax_fields["mtime"] = b"yesterday"
refused(Package(e), "11.6/13")
