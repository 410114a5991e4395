"""`screening` counts an acceptance that is not there."""
from forge import *

p = screened()
p.stream.counts = p.stream.counts | {"screening": 2}
refused(p, "17.3/1c")
