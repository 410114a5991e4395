"""A line of `sensitive` has an unknown key."""
from forge import *

p = screened(tables=[looked_into(risk=risk(
    sensitive=[{"variable": "a", "one_value": 0, "two_values": 0, "three_values": 0}]))])
refused(p, "17.3/1f")
