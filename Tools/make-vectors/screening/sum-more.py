"""`content_bytes` is more than the sum, with a screening that is right."""
from forge import *

p = screened()
p.stream.counts = p.stream.counts | {"content_bytes": 50}
refused(p, "11.2/18")
