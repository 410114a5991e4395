"""A size in a record has 19 digits, which are beyond 63 bits."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("size", "9999999999999999999")])), "11.6/34")
