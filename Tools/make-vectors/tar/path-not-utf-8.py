"""The path in a record is no UTF-8."""
from forge import *

e = Entry("é.txt", b"x")
e.records = record("path", b"\xff.txt")
refused(Package(e), "11.6/32")
