"""A file stands where a folder is needed."""
from forge import *

refused(Package(Entry("a", b""), Entry("a/b", b"")), "11.8/1")
