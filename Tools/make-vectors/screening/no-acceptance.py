"""The report has a finding, and no acceptance follows."""
from forge import *

p = screened(ONE)
refused(p, "17.3/4")
