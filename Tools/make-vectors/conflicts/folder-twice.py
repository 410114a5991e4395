"""A folder is listed twice."""
from forge import *

refused(Package(folder("a"), folder("a")), "11.8/4b")
