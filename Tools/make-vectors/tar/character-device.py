"""The typeflag of a file is that of a device."""
from forge import *

refused(Package(Entry("a.txt", b"", typeflag=b"3")), "11.6/26")
