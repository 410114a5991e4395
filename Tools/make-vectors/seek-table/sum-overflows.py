"""Lengths of the entries sum up to the right number when 32 bits are looked at."""
from forge import *

p = Package()
s = p.stream
s.rows = s.rows + [(2**30, 0)] * 4
refused(p, "11.4/20")
