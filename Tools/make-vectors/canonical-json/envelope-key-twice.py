"""A key of ENVELOPE stands twice, with two values."""
from forge import *

p = Package()
p.envelope_bytes = replaced(p.envelope_bytes, b'"file_count_bound":', b'"file_count_bound":1000,"file_count_bound":')
refused(p, "2.1/5")
