"""The second of two padding frames is not zero."""
from forge import *

p = Package()
p.stream.padding = [padding_frame(100), skippable(PADDING, bytes(50) + b"\x80" + bytes(49))]
refused(p, "11.3/3")
