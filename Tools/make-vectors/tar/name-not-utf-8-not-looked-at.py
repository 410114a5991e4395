"""A record has the path; the name in the header is no UTF-8."""
from forge import *

accepted(Package(Entry("é.txt", b"x", pax=[("path", "é.txt")], name=b"\xff\xfe\xc3")), "11.6/32")
