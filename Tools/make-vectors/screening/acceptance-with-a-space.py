"""An acceptance has a space."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
p.stream.catalogue = replaced(p.stream.catalogue, b'"signatures":[', b'"signatures": [')
refused(p, "17.3/1n")
