"""A folder is listed as a file, too."""
from forge import *

refused(Package(folder("a"), Entry("a", b"")), "11.8/4b")
