"""The footer counts an entry more than there are, whose place is in the catalogue."""
from forge import *

p = Package()
s = p.stream
s.table = s.table_of(s.rows, count=3)
refused(p, "11.4/7", "11.4/8")
