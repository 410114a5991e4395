"""A record has the name of an owner."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("uname", "root")])), "11.6/20", "11.6/35")
