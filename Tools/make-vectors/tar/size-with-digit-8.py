"""A size has the digit 8."""
from forge import *

refused(Package(Entry("a.txt", b"x" * 8, size=b"00000000008\0")), "11.6/12")
