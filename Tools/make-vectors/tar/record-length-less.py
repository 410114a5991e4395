"""The length of a record is one less."""
from forge import *

e = Entry("a.txt", b"x", pax=[("mtime", "1")])
e.records = b"9 mtime=1\n"
refused(Package(e), "11.6/17")
