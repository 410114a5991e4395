"""A risk has no `sizes`."""
from forge import *

less = risk()
del less["sizes"]
p = screened(tables=[looked_into(risk=less)])
refused(p, "17.3/1f")
