"""The id of a finding is no Reference."""
from forge import *

p = screened(finding("e-mail 1"))
accept(p, "e-mail 1")
refused(p, "17.3/1h", "17.3/1p")
