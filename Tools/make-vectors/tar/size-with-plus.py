"""A size in a record has a plus."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("size", "+1")])), "11.6/23")
