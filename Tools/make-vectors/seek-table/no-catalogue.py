"""There are two data frames and no catalogue frame."""
from forge import *

p = Package(Entry("zeros.bin", bytes(1_100_000)))
s = p.stream
s.catalogue_frame, s.rows = b"", s.rows[:2]
refused(p, "11.4/15")
