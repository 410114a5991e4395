"""The path in the header is another."""
from forge import *

refused(Package(Entry("a.txt", b"x", name=b"b.txt")), "11.6/32")
