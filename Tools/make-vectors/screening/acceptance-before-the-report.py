"""The acceptance stands before the report."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
p.stream.screening.reverse()
refused(p, "17.3/1f", "17.3/1o")
