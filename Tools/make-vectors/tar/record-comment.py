"""A record has a comment."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("comment", "anything")])), "11.6/20")
