"""`entries` counts a line less than there are."""
from forge import *

p = Package()
s = p.stream
s.counts = s.counts | {"entries": 2}
refused(p, "11.2/17")
