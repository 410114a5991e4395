"""The frame of the table says a byte less than it has."""
from forge import *

p = Package()
s = p.stream
s.table = s.table_of(s.rows, length=8 * len(s.rows) + 8)
refused(p, "11.4/8")
