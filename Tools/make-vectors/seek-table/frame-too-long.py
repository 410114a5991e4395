"""The entry of a data frame says 1,052,673 bytes; a stream that has them would make this file of 1 MiB."""
from forge import *

p = Package()
s = p.stream
s.rows = [(1_052_673, s.sizes[0]), s.rows[1]]
refused(p, "11.4/13", "11.4/20")
