"""A long name in the form of GNU tar stands before an entry."""
from forge import *

e = Entry("a.txt", b"x")
path = b"a.txt\0"
e.pax_blocks = header({"name": b"././@LongLink", "mode": octal(0o600, 8), "uid": octal(0, 8), "gid": octal(0, 8),
                       "size": octal(len(path), 12), "mtime": octal(0, 12), "typeflag": b"L",
                       "magic": b"ustar\x0000"}) + filled(path)
refused(Package(e), "11.6/26")
