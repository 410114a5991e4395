"""A variable has no `blank`."""
from forge import *

less = variable()
del less["blank"]
p = screened(tables=[looked_into(less)])
refused(p, "17.3/1f")
