"""An acceptance has another revision."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], revision=2)
refused(p, "17.3/3c")
