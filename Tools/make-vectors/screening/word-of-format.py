"""`format` is `CSV`."""
from forge import *

p = screened(tables=[looked_into(format="CSV")])
refused(p, "17.3/1i")
