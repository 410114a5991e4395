"""A time in a record has a fraction."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("mtime", "1.5")])), "11.6/24")
