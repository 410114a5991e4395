"""`screening` is 2^53 − 1."""
from forge import *

p = screened()
p.stream.counts = p.stream.counts | {"screening": 2**53 - 1}
refused(p, "17.3/1b")
