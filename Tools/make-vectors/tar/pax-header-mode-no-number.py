"""The mode of a pax header is no number: only that of an entry counts."""
from forge import *

e = Entry("é.txt", b"x", pax=[("path", "é.txt")])
e.pax_fields |= {"mode": b"\xffmode\0\x80"}
accepted(Package(e), "11.6/12")
