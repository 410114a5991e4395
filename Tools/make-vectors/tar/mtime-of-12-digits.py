"""A time in a record has 12 digits."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("mtime", "000000000001")])), "11.6/24")
