"""`format` is `parquet`."""
from forge import *

p = screened(tables=[looked_into(format="parquet")])
refused(p, "17.3/1i")
