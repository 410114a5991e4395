"""The one acceptance names no finding, and the report has none."""
from forge import *

p = screened()
accept(p)
accepted(p, "17.3/4")
