"""A size in a record is a byte less than field and catalogue."""
from forge import *

refused(Package(Entry("a.txt", b"xyz", pax=[("size", "2")])), "11.6/34")
