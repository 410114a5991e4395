"""The path in a record has a line feed more than the catalogue."""
from forge import *

e = Entry("a.txt", b"x")
e.records = record("path", b"a.txt\n")
refused(Package(e), "11.6/32")
