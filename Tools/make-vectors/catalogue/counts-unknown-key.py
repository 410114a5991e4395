"""The counts have an unknown key."""
from forge import *

p = Package()
s = p.stream
s.counts = s.counts | {"files": 2}
refused(p, "11.2/4")
