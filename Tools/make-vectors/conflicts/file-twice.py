"""A file is listed twice."""
from forge import *

refused(Package(Entry("a.txt", b"1"), Entry("a.txt", b"2")), "11.8/4a")
