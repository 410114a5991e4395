"""The report has a `null`."""
from forge import *

p = screened(tables=[looked_into(risk=None)])
refused(p, "17.3/1e")
