"""A path has 64 components."""
from forge import *

accepted(Package(Entry("/".join("x" * 64), b"", pax=[("path", "/".join("x" * 64))])), "11.7/6")
