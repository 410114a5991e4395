"""A symbolic link out of the folder."""
from forge import *

refused(Package(Entry("a.txt", b"", typeflag=b"2", linkname=b"/etc/passwd")), "11.6/8", "11.6/26")
