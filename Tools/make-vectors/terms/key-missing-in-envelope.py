"""The key `file_count_bound` is missing in ENVELOPE."""
from forge import *

p = Package()
p.envelope = p.envelope
del p.envelope["file_count_bound"]
refused(p, "2.1/15")
