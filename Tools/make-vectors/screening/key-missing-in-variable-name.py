"""A variable has no `name`."""
from forge import *

less = variable()
del less["name"]
p = screened(tables=[looked_into(less)])
refused(p, "17.3/1f")
