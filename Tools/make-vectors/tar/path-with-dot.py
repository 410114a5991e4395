"""The path in the header begins with `./`."""
from forge import *

refused(Package(Entry("a.txt", b"x", name=b"./a.txt")), "11.6/32")
