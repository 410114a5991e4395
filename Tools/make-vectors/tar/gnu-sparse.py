"""The typeflag of a file is that of a sparse file of GNU tar."""
from forge import *

refused(Package(Entry("a.txt", b"x", typeflag=b"S")), "11.6/26")
