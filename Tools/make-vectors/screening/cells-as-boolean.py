"""`cells` is `true`."""
from forge import *

p = screened(tables=[looked_into(risk=risk(cells=True))])
refused(p, "17.3/1g")
