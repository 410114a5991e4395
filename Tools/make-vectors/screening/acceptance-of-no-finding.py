"""The report has a finding, and the one acceptance names none."""
from forge import *

p = screened(ONE)
accept(p)
refused(p, "17.3/4")
