"""A record has the path; the name in the header ends with a slash."""
from forge import *

accepted(Package(Entry("é.txt", b"x", pax=[("path", "é.txt")], name=b"x/")), "11.6/32")
