"""The report has no `findings`."""
from forge import *

p = screened()
del p.stream.screening[0]["findings"]
refused(p, "17.3/1f")
