"""A file has the path of a parent that no entry lists."""
from forge import *

refused(Package(Entry("a/b", b""), Entry("a", b"")), "11.8/5")
