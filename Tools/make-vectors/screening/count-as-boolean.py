"""`screening` is `true`."""
from forge import *

p = screened()
p.stream.counts = p.stream.counts | {"screening": True}
refused(p, "11.2/4")
