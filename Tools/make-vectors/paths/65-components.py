"""A path has 65 components."""
from forge import *

refused(Package(Entry("/".join("x" * 65), b"", pax=[("path", "/".join("x" * 65))])), "11.7/6")
