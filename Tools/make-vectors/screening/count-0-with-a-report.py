"""`screening` is 0, and a report follows."""
from forge import *

p = screened()
p.stream.counts = p.stream.counts | {"screening": 0}
refused(p, "17.3/1a")
