"""`one_value` is negative."""
from forge import *

p = screened(tables=[looked_into(risk=risk(sensitive=[{"variable": "a", "one_value": -1, "two_values": 0}]))])
refused(p, "17.3/1g")
