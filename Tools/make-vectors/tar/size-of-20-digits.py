"""A size in a record has 20 digits."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("size", "00000000000000000001")])), "11.6/23")
