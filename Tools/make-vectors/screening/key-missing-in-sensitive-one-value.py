"""A line of `sensitive` has no `one_value`."""
from forge import *

less = risk()["sensitive"][0]
del less["one_value"]
p = screened(tables=[looked_into(risk=risk(sensitive=[less]))])
refused(p, "17.3/1f")
