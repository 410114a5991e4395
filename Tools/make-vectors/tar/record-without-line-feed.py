"""A record ends with a space."""
from forge import *

e = Entry("a.txt", b"x")
e.records = b"11 mtime=1 "
refused(Package(e), "11.6/25")
