"""A file stands where a folder is needed, but for case."""
from forge import *

refused(Package(Entry("a", b""), Entry("A/b", b"")), "11.8/1")
