"""An acceptance names a finding beside that of the report."""
from forge import *

p = screened(ONE)
accept(p, *BOTH)
refused(p, "17.3/3f")
