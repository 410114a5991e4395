"""`geography` is `parish`."""
from forge import *

p = screened(tables=[looked_into(variable(geography="parish"))])
refused(p, "17.3/1k")
