"""The report has no `agreement_hash`."""
from forge import *

p = screened()
del p.stream.screening[0]["agreement_hash"]
refused(p, "17.3/1f")
