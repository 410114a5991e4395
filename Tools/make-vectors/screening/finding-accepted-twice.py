"""Two acceptances cover one finding, the second with another beside it."""
from forge import *

p = screened(ONE, OTHER)
accept(p, ONE["id"])
accept(p, *BOTH)
accepted(p, "17.3/4")
