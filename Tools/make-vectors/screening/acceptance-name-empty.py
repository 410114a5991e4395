"""`name` is empty."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], name="")
refused(p, "17.3/1p")
