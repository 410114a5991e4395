"""A finding is accepted for no reason."""
from forge import *

p = screened(ONE)
accept(p, accepted=[{"finding": ONE["id"]}])
refused(p, "17.3/1o")
