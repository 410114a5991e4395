"""`payload_length` is 0: there are no chunks, and an index of none."""
from forge import *

p = Package()
p.chunks, p.pieces = [], []
refused(p, "9.6/6a")
