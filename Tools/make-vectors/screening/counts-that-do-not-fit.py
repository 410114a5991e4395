"""Counts of a finding and of a table do not fit each other: that is not checked."""
from forge import *

p = screened(finding(count=5, of=2, rows=[9, 9, 0]), tables=[looked_into(variable(blank=3), records=2)])
accept(p, ONE["id"])
accepted(p, section="17.3")
