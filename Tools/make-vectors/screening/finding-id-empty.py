"""The id of a finding is empty."""
from forge import *

p = screened(finding(""))
accept(p, "")
refused(p, "17.3/1h", "17.3/1p")
