"""There is no data frame: the catalogue comes first, then padding."""
from forge import *

p = Package()
s = p.stream
s.entries, s.end = [], b""
s.padding = [padding_frame(8)]
refused(p, "11.4/9")
