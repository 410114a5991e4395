"""A path is `..`."""
from forge import *

refused(Package(folder("..")), "11.7/9")
