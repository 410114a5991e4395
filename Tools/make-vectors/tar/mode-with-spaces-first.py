"""A mode begins with spaces."""
from forge import *

refused(Package(Entry("a.txt", b"x", mode=b"   600 \0")), "11.6/12")
