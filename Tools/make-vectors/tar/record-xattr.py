"""A record has an extended attribute."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("SCHILY.xattr.user.note", "x")])), "11.6/20", "11.6/35")
