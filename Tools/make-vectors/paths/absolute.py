"""A path is absolute."""
from forge import *

refused(Package(Entry("/microvault-vector.txt", b"")), "11.7/3")
