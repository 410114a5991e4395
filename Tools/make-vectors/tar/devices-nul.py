"""The device numbers of a file are NUL."""
from forge import *

accepted(Package(Entry("a.txt", b"x", devmajor=bytes(8), devminor=bytes(8))), "11.6/10", "11.6/11")
