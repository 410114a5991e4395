"""`two_values` is negative."""
from forge import *

p = screened(tables=[looked_into(risk=risk(sensitive=[{"variable": "a", "one_value": 0, "two_values": -1}]))])
refused(p, "17.3/1g")
