"""`content_bytes` is negative."""
from forge import *

p = Package()
p.stream.counts = p.stream.counts | {"content_bytes": -1}
p.envelope = p.envelope | {"content_bytes_bound": 52}
refused(p, "11.2/4")
