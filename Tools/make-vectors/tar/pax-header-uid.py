"""The owner of a pax header is 1000."""
from forge import *

e = Entry("a.txt", b"x", pax=[("mtime", "1")])
e.pax_fields["uid"] = octal(1_000, 8)
refused(Package(e), "11.6/4")
