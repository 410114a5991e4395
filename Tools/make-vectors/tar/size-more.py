"""The size field is a byte more than the catalogue's size; blocks are as many."""
from forge import *

refused(Package(Entry("a.txt", b"xyz", size=octal(4, 12))), "11.6/28")
