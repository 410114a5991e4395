"""The checksum of a header is six digits, a space and a NUL."""
from forge import *

e = Entry("a.txt", b"x")
e.block = header_with(e.block, "checksum", e.block[148:154] + b" \0")
refused(Package(e), "11.6/3")
