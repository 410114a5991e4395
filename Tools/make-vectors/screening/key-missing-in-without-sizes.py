"""A line of `without` has no `sizes`."""
from forge import *

less = risk()["without"][0]
del less["sizes"]
p = screened(tables=[looked_into(risk=risk(without=[less]))])
refused(p, "17.3/1f")
