"""A signature is padded."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
p.stream.screening[1]["signatures"][0]["signature"] += "=="
refused(p, "17.3/1p")
