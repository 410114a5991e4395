"""One of two findings is accepted."""
from forge import *

p = screened(ONE, OTHER)
accept(p, ONE["id"])
refused(p, "17.3/4")
