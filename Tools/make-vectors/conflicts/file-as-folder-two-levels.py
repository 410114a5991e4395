"""A file stands where the outermost folder of a path is needed."""
from forge import *

refused(Package(Entry("a", b""), Entry("a/b/c", b"")), "11.8/1")
