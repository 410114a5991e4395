"""A path has 4,097 bytes."""
from forge import *

path = "/".join(["x" * 255] * 15 + ["y" * 128, "z" * 128])
assert len(path) == 4_097
refused(Package(Entry(path, b"", pax=[("path", path)])), "11.7/2")
