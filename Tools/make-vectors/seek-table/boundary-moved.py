"""The entry of the data frame counts a byte of the catalogue frame."""
from forge import *

p = Package()
s = p.stream
(one, size), (two, _) = s.rows
s.rows = [(one + 1, size), (two - 1, 0)]
refused(p, "11.2/1")
