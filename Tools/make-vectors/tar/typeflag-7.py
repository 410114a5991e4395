"""The typeflag of a file is 7, a contiguous file."""
from forge import *

refused(Package(Entry("a.txt", b"x", typeflag=b"7")), "11.6/26")
