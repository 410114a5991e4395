"""The sizes of a risk has no `uniques`."""
from forge import *

less = sizes()
del less["uniques"]
p = screened(tables=[looked_into(risk=risk(sizes=less))])
refused(p, "17.3/1f")
