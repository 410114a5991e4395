"""An acceptance has no signatures."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], keys=())
refused(p, "17.3/3g")
