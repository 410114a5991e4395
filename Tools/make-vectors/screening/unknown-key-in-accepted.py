"""What an acceptance accepts has an unknown key."""
from forge import *

p = screened(ONE)
accept(p, accepted=[{"finding": ONE["id"], "reason": "Published.", "until": "2028"}])
refused(p, "17.3/1o")
