"""The descriptor says that entries have checksums."""
from forge import *

p = Package()
s = p.stream
s.table = s.table_of(s.rows, descriptor=0x80)
refused(p, "11.4/3")
