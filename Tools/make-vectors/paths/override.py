"""A path has an override of direction in it."""
from forge import *

path = "a\u202etxt.exe"
refused(Package(Entry(path, b"", pax=[("path", path)])), "11.7/4")
