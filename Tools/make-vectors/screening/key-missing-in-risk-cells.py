"""A risk has no `cells`."""
from forge import *

less = risk()
del less["cells"]
p = screened(tables=[looked_into(risk=less)])
refused(p, "17.3/1f")
