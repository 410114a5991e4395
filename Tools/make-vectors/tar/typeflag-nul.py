"""The typeflag of a file is NUL, as before POSIX."""
from forge import *

refused(Package(Entry("a.txt", b"x", typeflag=b"\0")), "11.6/26")
