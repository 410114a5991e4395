"""A path has `..` in the middle, and stays inside."""
from forge import *

refused(Package(Entry("a/../b.txt", b"")), "11.7/9")
