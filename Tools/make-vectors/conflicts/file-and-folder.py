"""A file is listed as a folder, too."""
from forge import *

refused(Package(Entry("a", b""), folder("a")), "11.8/4a")
