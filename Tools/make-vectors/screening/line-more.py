"""An acceptance follows that `screening` does not count."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
accept(p, ONE["id"])
p.stream.counts = p.stream.counts | {"screening": 2}
refused(p, "11.2/17")
