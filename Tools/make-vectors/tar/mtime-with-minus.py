"""A time in a record is negative."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("mtime", "-1")])), "11.6/24")
