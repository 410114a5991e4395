"""`k_threshold` is negative."""
from forge import *

p = screened(tables=[looked_into(risk=risk(k_threshold=-1))])
refused(p, "17.3/1g")
