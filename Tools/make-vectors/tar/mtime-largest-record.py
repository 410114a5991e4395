"""A time in a record is the largest of 11 digits."""
from forge import *

accepted(Package(Entry("a.txt", b"x", pax=[("mtime", "99999999999")])), "11.6/24")
