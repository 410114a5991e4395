"""A name beyond ASCII stands in the header, with no record; only a writer needs one."""
from forge import *

accepted(Package(Entry("é.txt", b"x")), "11.6/32")
