"""The catalogue frame stands between two data frames."""
from forge import *

p = Package(Entry("zeros.bin", bytes(1_100_000)))
s = p.stream
one, two, catalogue = s.rows
p.stream_bytes = s.frames[0] + s.catalogue_frame + s.frames[1] + s.table_of([one, catalogue, two])
refused(p, "11.4/10")
