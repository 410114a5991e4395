"""A finding has no `kind`."""
from forge import *

less = finding()
del less["kind"]
p = screened(less)
accept(p, ONE["id"])
refused(p, "17.3/1f")
