"""The table has one entry, that of a data frame."""
from forge import *

p = Package()
s = p.stream
s.catalogue_frame, s.rows = b"", s.rows[:1]
refused(p, "11.4/4", "11.4/15")
