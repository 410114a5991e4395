"""A record has an owner."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("uid", "0")])), "11.6/20")
