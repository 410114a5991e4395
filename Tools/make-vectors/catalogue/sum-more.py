"""`content_bytes` is one more than the sum of the sizes, and within the bound."""
from forge import *

p = Package()
s = p.stream
s.counts = s.counts | {"content_bytes": 50}
refused(p, "11.2/18")
