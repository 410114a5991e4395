"""The report has no `contents_hash`."""
from forge import *

p = screened()
del p.stream.screening[0]["contents_hash"]
refused(p, "17.3/1f")
