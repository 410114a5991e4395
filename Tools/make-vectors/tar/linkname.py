"""A file has the name of a target."""
from forge import *

refused(Package(Entry("a.txt", b"x", linkname=b"/etc/passwd")), "11.6/8")
