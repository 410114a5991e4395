"""A time is the largest that its field holds."""
from forge import *

e = Entry("a.txt", b"x")
e.fields["mtime"] = b"77777777777\0"
accepted(Package(e), "11.6/13")
