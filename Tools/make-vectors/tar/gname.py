"""A file has the name of a group."""
from forge import *

refused(Package(Entry("a.txt", b"x", gname=b"root")), "11.6/7")
