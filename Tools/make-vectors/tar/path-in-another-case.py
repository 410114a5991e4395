"""The path in the header has a capital."""
from forge import *

refused(Package(Entry("a.txt", b"x", name=b"A.txt")), "11.6/32")
