"""`accepted_at` has no zone."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], accepted_at="2027-01-10T10:00:00")
refused(p, "17.3/1p")
