"""A padding frame has the magic of another skippable frame."""
from forge import *

p = Package()
p.stream.padding = [skippable(0x184D2A50, bytes(100))]
refused(p, "11.3/1")
