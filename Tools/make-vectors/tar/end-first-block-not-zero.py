"""The first byte of the end is not zero."""
from forge import *

p = Package()
p.stream.end = b"\x01" + bytes(1_023)
refused(p, "11.6/37")
