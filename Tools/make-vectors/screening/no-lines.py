"""`screening` is 1, and no line follows the entries."""
from forge import *

p = Package()
p.stream.counts = p.stream.counts | {"screening": 1}
refused(p, "17.3/1c")
