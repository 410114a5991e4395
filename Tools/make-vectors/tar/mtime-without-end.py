"""A time fills its field with digits."""
from forge import *

e = Entry("a.txt", b"x")
e.fields["mtime"] = b"077777777777"
refused(Package(e), "11.6/12")
