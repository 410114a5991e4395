"""The footer counts 2^32 − 1 entries."""
from forge import *

p = Package()
s = p.stream
s.table = s.table_of(s.rows, count=2**32 - 1)
refused(p, "11.4/5")
