"""The id of a finding has 65 characters."""
from forge import *

p = screened(finding("x" * 65))
accept(p, "x" * 65)
refused(p, "17.3/1h", "17.3/1p")
