"""The report has no `tables`."""
from forge import *

p = screened()
del p.stream.screening[0]["tables"]
refused(p, "17.3/1f")
