"""A finding has no `of`."""
from forge import *

less = finding()
del less["of"]
p = screened(less)
accept(p, ONE["id"])
refused(p, "17.3/1f")
