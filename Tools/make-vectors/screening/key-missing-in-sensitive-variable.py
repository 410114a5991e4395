"""A line of `sensitive` has no `variable`."""
from forge import *

less = risk()["sensitive"][0]
del less["variable"]
p = screened(tables=[looked_into(risk=risk(sensitive=[less]))])
refused(p, "17.3/1f")
