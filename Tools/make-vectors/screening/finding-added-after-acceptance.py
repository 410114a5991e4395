"""A finding with an id that was accepted came into the report afterwards."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
p.stream.screening[0]["findings"].append(ONE | {"count": 2})
refused(p, "17.3/3e")
