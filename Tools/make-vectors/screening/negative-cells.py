"""`cells` is negative."""
from forge import *

p = screened(tables=[looked_into(risk=risk(cells=-1))])
refused(p, "17.3/1g")
