"""A path looks like a record itself."""
from forge import *

accepted(Package(named("a = b 12 path=x", b"x")), "11.6/32")
