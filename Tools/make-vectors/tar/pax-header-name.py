"""The name of a pax header is that of nothing."""
from forge import *

e = Entry("é.txt", b"x", pax=[("path", "é.txt")])
e.pax_fields |= {"name": b"\xff../..", "prefix": b"/x"}
accepted(Package(e), "11.6/32")
