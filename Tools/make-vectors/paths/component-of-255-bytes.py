"""A component has 255 bytes."""
from forge import *

path = "é" * 127 + "x"
accepted(Package(Entry(path, b"", pax=[("path", path)])), "11.7/8")
