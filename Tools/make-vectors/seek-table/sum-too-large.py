"""The table has an entry for a padding frame that is not there."""
from forge import *

p = Package()
s = p.stream
s.rows = s.rows + [(8, 0)]
refused(p, "11.4/20")
