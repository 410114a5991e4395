"""Bytes that are not zero stand behind the NUL of a name and of a prefix."""
from forge import *

accepted(Package(Entry("a/b.txt", b"x", name=b"b.txt\0\xff/../c", prefix=b"a\0/d")), "11.6/32")
