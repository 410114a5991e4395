"""A padding frame stands before the table, and no entry counts it."""
from forge import *

p = Package()
s = p.stream
s.rows = s.rows
s.padding = [padding_frame(8)]
refused(p, "11.4/20")
