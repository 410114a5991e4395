"""The report has no `rules`."""
from forge import *

p = screened()
del p.stream.screening[0]["rules"]
refused(p, "17.3/1f")
