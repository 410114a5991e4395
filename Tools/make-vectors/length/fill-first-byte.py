"""The first byte of the fill is not zero."""
from forge import *

p = Package()
p.fill = b"\x01" + p.fill[1:]
refused(p, "9.5/1")
