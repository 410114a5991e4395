"""The last byte of a header is not zero."""
from forge import *

refused(Package(Entry("a.txt", b"x", rest=bytes(11) + b"\x01")), "11.6/9")
