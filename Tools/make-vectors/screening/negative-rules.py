"""`rules` is negative."""
from forge import *

p = screened(rules=-1)
refused(p, "17.3/1g")
