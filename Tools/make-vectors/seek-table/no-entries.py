"""The table has no entries."""
from forge import *

p = Package()
p.stream_bytes = p.stream.table_of([])
refused(p, "11.4/4")
