"""The entry of a padding frame says 2^30 + 9 bytes."""
from forge import *

p = Package()
s = p.stream
s.padding = [padding_frame(8)]
s.rows = s.rows[:2] + [(2**30 + 9, 0)]
refused(p, "11.4/19", "11.4/20")
