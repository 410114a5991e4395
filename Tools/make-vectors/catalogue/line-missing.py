"""`entries` counts a line more than there are."""
from forge import *

p = Package()
s = p.stream
s.counts = s.counts | {"entries": 4}
p.envelope = p.envelope | {"file_count_bound": 4}
refused(p, "11.2/16")
