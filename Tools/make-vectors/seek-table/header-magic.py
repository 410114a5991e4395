"""The frame of the table has the magic of a padding frame."""
from forge import *

p = Package()
s = p.stream
s.table = s.table_of(s.rows, magic=PADDING)
refused(p, "11.4/7")
