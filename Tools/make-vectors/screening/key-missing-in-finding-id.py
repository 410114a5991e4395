"""A finding has no `id`."""
from forge import *

less = finding()
del less["id"]
p = screened(less)
refused(p, "17.3/1f")
