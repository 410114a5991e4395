"""The last bytes of a header are the mark of another tar."""
from forge import *

refused(Package(Entry("a.txt", b"x", rest=bytes(8) + b"tar\0")), "11.6/9")
