"""The mode of a file is 0644."""
from forge import *

refused(Package(Entry("a.txt", b"x", mode=octal(0o644, 8))), "11.6/27")
