"""A quasi-identifier ends with a space."""
from forge import *

p = screened(tables=[looked_into(risk=risk(quasi_identifiers=["age "]))])
refused(p, "17.3/1h")
