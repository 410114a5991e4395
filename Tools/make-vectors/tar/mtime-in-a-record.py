"""A time stands in a record, of 11 digits."""
from forge import *

accepted(Package(Entry("a.txt", b"x", pax=[("mtime", "04294967296")])), "11.6/24")
