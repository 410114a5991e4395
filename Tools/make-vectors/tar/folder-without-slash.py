"""The name of a folder does not end with a slash."""
from forge import *

accepted(Package(folder("a", name=b"a"), Entry("a/b", b"x")), "11.6/32")
