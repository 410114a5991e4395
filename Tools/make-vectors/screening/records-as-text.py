"""`records` is a text."""
from forge import *

p = screened(tables=[looked_into(records="2")])
refused(p, "17.3/1g")
