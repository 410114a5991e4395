"""A header is of the format before POSIX, with no magic."""
from forge import *

refused(Package(Entry("a.txt", b"x", magic=bytes(8))), "11.6/1")
