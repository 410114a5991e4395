"""The footer counts 67,108,865 entries."""
from forge import *

p = Package()
s = p.stream
s.table = s.table_of(s.rows, count=67_108_865)
refused(p, "11.4/5")
