"""The last byte of a padding frame is not zero."""
from forge import *

p = Package()
p.stream.padding = [skippable(PADDING, bytes(99) + b"\x01")]
refused(p, "11.3/3")
