"""The sizes of a risk has an unknown key."""
from forge import *

p = screened(tables=[looked_into(risk=risk(sizes=sizes(below_20=2)))])
refused(p, "17.3/1f")
