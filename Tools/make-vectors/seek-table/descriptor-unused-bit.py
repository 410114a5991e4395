"""An unused bit of the descriptor is set."""
from forge import *

p = Package()
s = p.stream
s.table = s.table_of(s.rows, descriptor=0x01)
refused(p, "11.4/3")
