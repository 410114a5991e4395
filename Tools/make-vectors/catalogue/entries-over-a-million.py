"""`entries` is 1,000,001, within the bound of the envelope; far fewer lines follow."""
from forge import *

p = Package()
s = p.stream
s.counts = s.counts | {"entries": 1_000_001}
p.envelope = p.envelope | {"file_count_bound": 1_015_808}
refused(p, "11.2/6", "11.2/16")
