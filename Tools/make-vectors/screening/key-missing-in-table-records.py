"""A table of the report has no `records`."""
from forge import *

less = looked_into()
del less["records"]
p = screened(tables=[less])
refused(p, "17.3/1f")
