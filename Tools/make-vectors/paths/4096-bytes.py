"""A path has 4,096 bytes."""
from forge import *

path = "/".join(["x" * 255] * 15 + ["y" * 128, "z" * 127])
assert len(path) == 4_096
accepted(Package(Entry(path, b"deep\n", pax=[("path", path)])), "11.7/2")
