"""A size in a record has zeros before it."""
from forge import *

accepted(Package(Entry("a.txt", b"x", pax=[("size", "0000001")])), "11.6/23")
