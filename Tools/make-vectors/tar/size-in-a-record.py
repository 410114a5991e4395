"""A size stands in a record that is not needed."""
from forge import *

accepted(Package(Entry("a.txt", b"x", pax=[("size", "1")])), "11.6/23", "11.6/34")
