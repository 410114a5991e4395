"""A table of the report has an unknown key."""
from forge import *

p = screened(tables=[looked_into(label="none")])
refused(p, "17.3/1f")
