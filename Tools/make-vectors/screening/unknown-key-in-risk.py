"""A risk has an unknown key."""
from forge import *

p = screened(tables=[looked_into(risk=risk(above_k=0))])
refused(p, "17.3/1f")
