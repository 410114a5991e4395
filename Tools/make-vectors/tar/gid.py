"""The group of a file is 1000."""
from forge import *

refused(Package(Entry("a.txt", b"x", gid=octal(1_000, 8))), "11.6/5")
