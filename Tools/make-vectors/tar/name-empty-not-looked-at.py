"""A record has the path; the name in the header is empty."""
from forge import *

accepted(Package(Entry("é.txt", b"x", pax=[("path", "é.txt")], name=b"")), "11.6/32")
