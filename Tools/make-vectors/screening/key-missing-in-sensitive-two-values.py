"""A line of `sensitive` has no `two_values`."""
from forge import *

less = risk()["sensitive"][0]
del less["two_values"]
p = screened(tables=[looked_into(risk=risk(sensitive=[less]))])
refused(p, "17.3/1f")
