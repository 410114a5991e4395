"""A record says that names are binary."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("hdrcharset", "BINARY")])), "11.6/20")
