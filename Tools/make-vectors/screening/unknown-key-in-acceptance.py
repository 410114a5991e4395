"""An acceptance has an unknown key."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
p.stream.screening[1]["kind"] = "acceptance"
refused(p, "17.3/1o")
