"""A record has the path; name and prefix of the header are another's."""
from forge import *

accepted(Package(Entry("é.txt", b"x", pax=[("path", "é.txt")], name=b"../x", prefix=b"/y")), "11.6/32")
