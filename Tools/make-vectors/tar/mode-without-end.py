"""A mode fills its field with digits."""
from forge import *

refused(Package(Entry("a.txt", b"x", mode=b"00000600")), "11.6/12")
