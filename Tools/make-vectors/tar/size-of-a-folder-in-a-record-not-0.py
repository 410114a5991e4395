"""A folder has a size in a record, which is 1."""
from forge import *

refused(Package(folder("a", pax=[("size", "1")])), "11.6/34")
