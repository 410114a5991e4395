"""A finding has no `path`."""
from forge import *

less = finding()
del less["path"]
p = screened(less)
accept(p, ONE["id"])
refused(p, "17.3/1f")
