"""A size is written in base 256, as GNU tar does."""
from forge import *

refused(Package(Entry("a.txt", b"x", size=b"\x80" + bytes(10) + b"\x01")), "11.6/12")
