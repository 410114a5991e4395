"""The typeflag of a file is that of a symbolic link, with no target."""
from forge import *

refused(Package(Entry("a.txt", b"", typeflag=b"2")), "11.6/26")
