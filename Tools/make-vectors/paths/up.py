"""A path climbs out of the folder."""
from forge import *

refused(Package(Entry("../escaped.txt", b"")), "11.7/9")
