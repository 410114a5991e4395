"""The path in the header climbs out; that in the catalogue does not."""
from forge import *

refused(Package(Entry("a.txt", b"x", name=b"../a.txt")), "11.6/32")
