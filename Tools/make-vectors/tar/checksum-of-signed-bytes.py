"""The checksum of a header is the sum of signed bytes, which some readers allow."""
from forge import *

e = Entry("a.txt", b"x", name="ä".encode(), pax=[("path", "a.txt")])
right = int(e.block[148:154], 8)
e.block = header_with(e.block, "checksum", b"%06o\0 " % (right - 512))
refused(Package(e), "11.6/2")
