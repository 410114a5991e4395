"""`tar_bytes` is 512 more than the content of the data frames."""
from forge import *

p = Package()
s = p.stream
s.counts = s.counts | {"tar_bytes": len(s.tar) + 512}
refused(p, "11.2/20")
