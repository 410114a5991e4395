"""A time is negative, in base 256."""
from forge import *

e = Entry("a.txt", b"x")
e.fields["mtime"] = b"\xff" * 12
refused(Package(e), "11.6/13")
