"""The last bytes of the stream are not those of a footer."""
from forge import *

p = Package()
s = p.stream
s.table = s.table_of(s.rows, footer=FOOTER ^ 1)
refused(p, "11.4/2")
