"""`blank` is negative."""
from forge import *

p = screened(tables=[looked_into(variable(blank=-1))])
refused(p, "17.3/1g")
