"""The length of a record has a leading zero."""
from forge import *

e = Entry("a.txt", b"x")
e.records = b"012 mtime=1\n"
refused(Package(e), "11.6/18")
