"""An acceptance names a finding, and the report has none."""
from forge import *

p = screened()
accept(p, ONE["id"])
refused(p, "17.3/3f")
