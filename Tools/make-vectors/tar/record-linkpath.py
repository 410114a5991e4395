"""A record has the target of a link."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("linkpath", "/etc/passwd")])), "11.6/20", "11.6/35")
