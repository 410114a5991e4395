"""The path in the record is another; that in the header is that of the catalogue."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("path", "b.txt")], name=b"a.txt")), "11.6/32")
