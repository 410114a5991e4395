"""`below_k` is negative."""
from forge import *

p = screened(tables=[looked_into(risk=risk(below_k=-1))])
refused(p, "17.3/1g")
