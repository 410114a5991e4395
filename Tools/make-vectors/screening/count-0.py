"""`screening` is 0, and no line follows the entries."""
from forge import *

p = Package()
p.stream.counts = p.stream.counts | {"screening": 0}
refused(p, "17.3/1a")
