"""A signature of an acceptance has an unknown key."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
p.stream.screening[1]["signatures"][0]["role"] = "provider"
refused(p, "17.3/1o")
