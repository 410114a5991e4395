"""A component has 256 bytes in 128 characters."""
from forge import *

path = "é" * 128
refused(Package(Entry(path, b"", pax=[("path", path)])), "11.7/8")
