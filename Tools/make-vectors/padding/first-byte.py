"""The first byte of a padding frame is not zero."""
from forge import *

p = Package()
p.stream.padding = [skippable(PADDING, b"\x01" + bytes(99))]
refused(p, "11.3/3")
