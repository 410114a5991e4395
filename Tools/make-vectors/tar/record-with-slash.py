"""The path of a file in a record ends with a slash."""
from forge import *

e = Entry("é", b"")
e.records = record("path", "é/")
e.fields["name"] = b"named"
refused(Package(e), "11.6/32")
