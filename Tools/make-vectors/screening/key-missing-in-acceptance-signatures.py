"""An acceptance has a body alone."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
del p.stream.screening[1]["signatures"]
refused(p, "17.3/1o")
