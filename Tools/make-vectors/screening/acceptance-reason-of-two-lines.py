"""The reason has two lines."""
from forge import *

p = screened(ONE)
accept(p, accepted=[{"finding": ONE["id"], "reason": "Published.\nAlready."}])
refused(p, "17.3/1p")
