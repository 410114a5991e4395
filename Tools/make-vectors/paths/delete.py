"""A path has U+007F in it."""
from forge import *

refused(Package(Entry("a\x7fb", b"")), "11.7/4")
