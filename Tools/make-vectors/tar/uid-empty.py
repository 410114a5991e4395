"""The owner of a file is no number, but NULs."""
from forge import *

refused(Package(Entry("a.txt", b"x", uid=bytes(8))), "11.6/12")
