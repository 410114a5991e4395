"""The typeflag of a pax header is X, as one system wrote it."""
from forge import *

e = Entry("é.txt", b"x", pax=[("path", "é.txt")])
e.pax_fields["typeflag"] = b"X"
refused(Package(e), "11.6/26")
