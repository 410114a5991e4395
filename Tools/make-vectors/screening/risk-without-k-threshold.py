"""A risk has no `k_threshold`, and the other of the two."""
from forge import *

few = risk()
del few["k_threshold"]
p = screened(tables=[looked_into(risk=few)])
accepted(p, section="17.3")
