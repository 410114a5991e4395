"""A variable of `sensitive` is empty."""
from forge import *

p = screened(tables=[looked_into(risk=risk(sensitive=[{"variable": "", "one_value": 0, "two_values": 0}]))])
refused(p, "17.3/1h")
