"""Folders with nothing in them."""
from forge import *

accepted(Package(folder("a"), folder("a/b"), folder("c")))
