"""A reason is another than what was signed."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
p.stream.screening[1]["body"]["accepted"][0]["reason"] = "No reason."
refused(p, "17.3/3g")
