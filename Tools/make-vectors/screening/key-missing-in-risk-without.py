"""A risk has no `without`."""
from forge import *

less = risk()
del less["without"]
p = screened(tables=[looked_into(risk=less)])
refused(p, "17.3/1f")
