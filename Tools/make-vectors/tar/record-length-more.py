"""The length of a record is one more, beyond the records."""
from forge import *

e = Entry("a.txt", b"x")
e.records = b"12 mtime=1\n"
refused(Package(e), "11.6/17")
