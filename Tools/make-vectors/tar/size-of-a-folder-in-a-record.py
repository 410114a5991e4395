"""A folder has a size in a record, which is 0."""
from forge import *

accepted(Package(folder("a", pax=[("size", "0")])), "11.6/34")
