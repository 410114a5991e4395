"""A path in a record is empty, which takes the record away."""
from forge import *

e = Entry("a.txt", b"x")
e.records = record("path", "")
refused(Package(e), "11.6/22")
