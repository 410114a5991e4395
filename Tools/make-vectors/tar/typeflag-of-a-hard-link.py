"""The typeflag of a file is that of a hard link, with no target."""
from forge import *

refused(Package(Entry("a.txt", b"", typeflag=b"1")), "11.6/26")
