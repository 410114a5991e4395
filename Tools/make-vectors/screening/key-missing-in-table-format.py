"""A table of the report has no `format`."""
from forge import *

less = looked_into()
del less["format"]
p = screened(tables=[less])
refused(p, "17.3/1f")
