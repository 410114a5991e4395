"""The last byte of the fill is not zero."""
from forge import *

p = Package()
p.fill = p.fill[:-1] + b"\x01"
refused(p, "9.5/1")
