"""The reason is empty."""
from forge import *

p = screened(ONE)
accept(p, accepted=[{"finding": ONE["id"], "reason": ""}])
refused(p, "17.3/1p")
