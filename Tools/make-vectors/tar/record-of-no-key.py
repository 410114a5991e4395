"""A record has an empty key."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("", "1")])), "11.6/20")
