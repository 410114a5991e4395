"""A risk has no `quasi_identifiers`."""
from forge import *

less = risk()
del less["quasi_identifiers"]
p = screened(tables=[looked_into(risk=less)])
refused(p, "17.3/1f")
