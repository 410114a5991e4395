"""A path stands twice in the records; the last is that of the catalogue."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("path", "../b.txt"), ("path", "a.txt")])), "11.6/21")
