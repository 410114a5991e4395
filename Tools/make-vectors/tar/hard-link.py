"""A hard link to the file before."""
from forge import *

refused(Package(Entry("a.txt", b"x"), Entry("b.txt", b"", typeflag=b"1", linkname=b"a.txt")), "11.6/8", "11.6/26")
