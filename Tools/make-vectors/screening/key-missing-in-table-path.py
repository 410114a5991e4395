"""A table of the report has no `path`."""
from forge import *

less = looked_into()
del less["path"]
p = screened(tables=[less])
refused(p, "17.3/1f")
