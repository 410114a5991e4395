"""The minor device number of a file is 1."""
from forge import *

refused(Package(Entry("a.txt", b"x", devminor=octal(1, 8))), "11.6/11")
