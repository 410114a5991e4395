"""`without` is negative, or in it a number."""
from forge import *

p = screened(tables=[looked_into(risk=risk(without=[{"variable": "a", "sizes": sizes(uniques=-1)}]))])
refused(p, "17.3/1g")
