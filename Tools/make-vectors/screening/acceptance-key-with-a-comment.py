"""The key of a signature has a comment."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
p.stream.screening[1]["signatures"][0]["key"] += " provider"
refused(p, "17.3/1p")
