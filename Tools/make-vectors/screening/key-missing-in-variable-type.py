"""A variable has no `type`."""
from forge import *

less = variable()
del less["type"]
p = screened(tables=[looked_into(less)])
refused(p, "17.3/1f")
