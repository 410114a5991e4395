"""A file has the name of an owner."""
from forge import *

refused(Package(Entry("a.txt", b"x", uname=b"root")), "11.6/6")
