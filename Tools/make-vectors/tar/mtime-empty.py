"""A time is NULs."""
from forge import *

e = Entry("a.txt", b"x")
e.fields["mtime"] = bytes(12)
refused(Package(e), "11.6/13")
