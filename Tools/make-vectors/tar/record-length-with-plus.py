"""A plus stands before the length of a record."""
from forge import *

e = Entry("a.txt", b"x")
e.records = b"+12 mtime=1\n"
refused(Package(e), "11.6/17")
