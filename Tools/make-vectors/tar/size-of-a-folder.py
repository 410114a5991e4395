"""The size field of a folder is 512, and nothing follows it."""
from forge import *

refused(Package(folder("a", size=octal(512, 12))), "11.6/28")
