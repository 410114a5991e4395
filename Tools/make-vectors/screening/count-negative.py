"""`screening` is negative."""
from forge import *

p = screened()
p.stream.counts = p.stream.counts | {"screening": -1}
refused(p, "17.3/1a", "11.2/4")
