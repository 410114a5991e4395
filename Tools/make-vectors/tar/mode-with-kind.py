"""The mode of a file has the bits of its kind."""
from forge import *

refused(Package(Entry("a.txt", b"x", mode=octal(0o100600, 8))), "11.6/27")
