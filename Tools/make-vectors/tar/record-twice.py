"""A record stands twice, with one value."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("mtime", "1"), ("mtime", "1")])), "11.6/21")
