"""The entry of the catalogue frame says 2^30 + 9 bytes."""
from forge import *

p = Package()
s = p.stream
s.rows = [s.rows[0], (2**30 + 9, 0)]
refused(p, "11.4/17", "11.4/20")
