"""A risk has no `below_k`, and the other of the two."""
from forge import *

few = risk()
del few["below_k"]
p = screened(tables=[looked_into(risk=few)])
accepted(p, section="17.3")
