"""A header has the version 01."""
from forge import *

refused(Package(Entry("a.txt", b"x", magic=b"ustar\x0001")), "11.6/1")
