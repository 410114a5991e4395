"""`sizes` is negative, or in it a number."""
from forge import *

p = screened(tables=[looked_into(risk=risk(sizes=sizes(below_5=-1)))])
refused(p, "17.3/1g")
