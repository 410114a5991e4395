"""The last byte of the end is not zero."""
from forge import *

p = Package()
p.stream.end = bytes(1_023) + b"\x01"
refused(p, "11.6/37")
