"""A path has a line feed in it."""
from forge import *

refused(Package(Entry("a\nb", b"")), "11.7/4")
