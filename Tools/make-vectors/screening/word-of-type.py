"""`type` of a variable is `decimal`."""
from forge import *

p = screened(tables=[looked_into(variable(type="decimal"))])
refused(p, "17.3/1j")
