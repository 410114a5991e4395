"""The name of a file ends with a slash."""
from forge import *

refused(Package(Entry("a.txt", b"", name=b"a.txt/")), "11.6/32", "11.6/33")
