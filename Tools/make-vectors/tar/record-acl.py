"""A record has an access control list."""
from forge import *

refused(Package(Entry("a.txt", b"x", pax=[("SCHILY.acl.access", "user::rw-,other::---")])), "11.6/20", "11.6/35")
