"""Findings were accepted, it says, ten years from now: that is informative."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], accepted_at="2037-01-01T00:00:00Z")
accepted(p, section="17.3")
