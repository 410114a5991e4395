"""A header has magic and version of GNU tar."""
from forge import *

refused(Package(Entry("a.txt", b"x", magic=b"ustar  \0")), "11.6/1")
