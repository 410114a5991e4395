"""The checksum of a header begins with a space."""
from forge import *

e = Entry("a.txt", b"x")
e.block = header_with(e.block, "checksum", b" " + e.block[149:154] + b"\0 ")
refused(Package(e), "11.6/3")
