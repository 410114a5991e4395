"""The catalogue frame stands before the data frame."""
from forge import *

p = Package()
s = p.stream
p.stream_bytes = s.catalogue_frame + s.frames[0] + s.table_of(s.rows[::-1])
refused(p, "11.4/10")
