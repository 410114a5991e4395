"""A finding has no `count`."""
from forge import *

less = finding()
del less["count"]
p = screened(less)
accept(p, ONE["id"])
refused(p, "17.3/1f")
