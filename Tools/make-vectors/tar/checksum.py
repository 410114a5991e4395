"""The checksum of a header is one more."""
from forge import *

e = Entry("a.txt", b"x")
e.block = header_with(e.block, "checksum", b"%06o\0 " % (int(e.block[148:154], 8) + 1))
refused(Package(e), "11.6/2")
