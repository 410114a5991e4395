"""A variable of `without` has 1,025 bytes."""
from forge import *

p = screened(tables=[looked_into(risk=risk(without=[{"variable": "x" * 1_025, "sizes": sizes()}]))])
refused(p, "17.3/1h")
