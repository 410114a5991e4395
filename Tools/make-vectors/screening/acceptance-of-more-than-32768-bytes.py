"""The line of an acceptance is longer than one of an entry may be."""
from forge import *

p = screened(ONE)
accept(p, accepted=[{"finding": ONE["id"], "reason": "x" * 1_024}] * 40)
accepted(p, "17.3/1d")
