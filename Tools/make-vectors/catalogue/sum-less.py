"""`content_bytes` is one less than the sum of the sizes."""
from forge import *

p = Package()
s = p.stream
s.counts = s.counts | {"content_bytes": 48}
p.envelope = p.envelope | {"content_bytes_bound": 52}
refused(p, "11.2/18")
