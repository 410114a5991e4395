"""The size field is 0, and a record before it has the size."""
from forge import *

refused(Package(Entry("a.txt", b"xyz", pax=[("size", "3")], size=octal(0, 12))), "11.6/28")
