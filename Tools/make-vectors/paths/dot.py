"""A path begins with `.`."""
from forge import *

refused(Package(Entry("./a.txt", b"")), "11.7/9")
