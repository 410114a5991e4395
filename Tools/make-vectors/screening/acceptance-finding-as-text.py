"""`accepted` is a list of ids."""
from forge import *

p = screened(ONE)
accept(p, accepted=[ONE["id"]])
refused(p, "17.3/1p")
