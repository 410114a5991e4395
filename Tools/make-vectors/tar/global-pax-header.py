"""A global pax header stands before an entry."""
from forge import *

e = Entry("a.txt", b"x", pax=[("mtime", "1")])
e.pax_fields["typeflag"] = b"g"
refused(Package(e), "11.6/26")
