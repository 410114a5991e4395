"""The owner of a file is 1000."""
from forge import *

refused(Package(Entry("a.txt", b"x", uid=octal(1_000, 8))), "11.6/4")
