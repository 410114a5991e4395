"""A digit stands behind the space that ends a size."""
from forge import *

refused(Package(Entry("a.txt", b"x", size=b"000000001 1\0")), "11.6/12")
