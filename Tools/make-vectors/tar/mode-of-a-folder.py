"""The mode of a folder is 0755."""
from forge import *

refused(Package(folder("a", mode=octal(0o755, 8))), "11.6/27")
