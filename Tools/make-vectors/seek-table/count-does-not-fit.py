"""The footer counts a million entries, for which the stream is too short."""
from forge import *

p = Package()
s = p.stream
s.table = s.table_of(s.rows, count=1_000_000)
refused(p, "11.4/6")
