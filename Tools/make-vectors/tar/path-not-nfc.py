"""The path in the record is that of the catalogue, in another form."""
from forge import *

e = Entry("é.txt", b"x")
e.records = record("path", "e\u0301.txt")
refused(Package(e), "11.6/32")
