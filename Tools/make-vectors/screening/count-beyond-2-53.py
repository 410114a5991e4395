"""A count of the report is 2^53."""
from forge import *

p = screened(rules=2**53)
refused(p, "17.3/1g")
