"""A padding frame says a byte less than the seek table."""
from forge import *

p = Package()
p.stream.padding = [skippable(PADDING, bytes(100), length=99)]
refused(p, "11.3/2")
