"""A count of the report is 1.0."""
from forge import *

p = screened(rules=1.0)
refused(p, "17.3/1e", "17.3/1g")
