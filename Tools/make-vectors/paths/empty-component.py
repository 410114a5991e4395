"""A path has an empty component."""
from forge import *

refused(Package(Entry("a//b", b"")), "11.7/7")
