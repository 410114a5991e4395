"""A size in a record is empty."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("size", "")])), "11.6/23")
