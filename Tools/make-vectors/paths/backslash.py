"""A path has backslashes, a colon and an asterisk, which are characters like others."""
from forge import *

accepted(Package(Entry("..\\a:b*.txt", b"x")), "11.7/9")
