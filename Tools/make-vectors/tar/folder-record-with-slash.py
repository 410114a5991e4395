"""The path of a folder in a record ends with a slash; the name in the header does not."""
from forge import *

e = folder("é")
e.records = record("path", "é/")
e.fields["name"] = b"named"
accepted(Package(e), "11.6/32")
