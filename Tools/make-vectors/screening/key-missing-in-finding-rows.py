"""A finding has no `rows`."""
from forge import *

less = finding()
del less["rows"]
p = screened(less)
accept(p, ONE["id"])
refused(p, "17.3/1f")
