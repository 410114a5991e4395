"""`screening` is a text."""
from forge import *

p = screened()
p.stream.counts = p.stream.counts | {"screening": "1"}
refused(p, "11.2/4")
