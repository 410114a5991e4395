"""The mode of a file is 4600."""
from forge import *

refused(Package(Entry("a.txt", b"x", mode=octal(0o4600, 8))), "11.6/27")
