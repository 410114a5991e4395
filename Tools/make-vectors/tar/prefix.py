"""A prefix stands before the path."""
from forge import *

refused(Package(Entry("a.txt", b"x", prefix=b"..")), "11.6/32")
