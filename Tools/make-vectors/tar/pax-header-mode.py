"""The mode of a pax header is 0777: only that of an entry counts."""
from forge import *

e = Entry("é.txt", b"x", pax=[("path", "é.txt")])
e.pax_fields |= {"mode": octal(0o777, 8)}
accepted(Package(e), "11.6/32")
