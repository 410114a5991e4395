"""The length of a record is beyond 64 bits."""
from forge import *

e = Entry("a.txt", b"x")
e.records = b"18446744073709551627 mtime=1\n"
refused(Package(e), "11.6/17")
