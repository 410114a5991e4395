"""A path of 100 bytes fills the name, with no NUL."""
from forge import *

accepted(Package(Entry("n" * 100, b"x")), "11.6/32")
