"""The body of an acceptance has an unknown key."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], note="none")
refused(p, "17.3/1o")
