"""The sizes of a risk has no `below_5`."""
from forge import *

less = sizes()
del less["below_5"]
p = screened(tables=[looked_into(risk=risk(sizes=less))])
refused(p, "17.3/1f")
