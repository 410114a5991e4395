"""A variable has an unknown key."""
from forge import *

p = screened(tables=[looked_into(variable(label="none"))])
refused(p, "17.3/1f")
