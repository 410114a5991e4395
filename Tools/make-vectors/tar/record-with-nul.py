"""A path in a record ends with NUL."""
from forge import *

e = Entry("a.txt", b"x")
e.records = record("path", b"a.txt\0")
refused(Package(e), "11.6/19")
