"""The major device number of a file is 1."""
from forge import *

refused(Package(Entry("a.txt", b"x", devmajor=octal(1, 8))), "11.6/10")
