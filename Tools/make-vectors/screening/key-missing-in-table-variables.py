"""A table of the report has no `variables`."""
from forge import *

less = looked_into()
del less["variables"]
p = screened(tables=[less])
refused(p, "17.3/1f")
