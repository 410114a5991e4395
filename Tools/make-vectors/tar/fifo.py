"""The typeflag of a file is that of a FIFO."""
from forge import *

refused(Package(Entry("a.txt", b"", typeflag=b"6")), "11.6/26")
