"""Counts are 0 and 2^53 − 1."""
from forge import *

most = 2**53 - 1
p = screened(finding(count=0, of=most, rows=[0, most]), rules=0, tables=[looked_into(variable(blank=most), records=most)])
accept(p, ONE["id"])
accepted(p, "17.3/1g")
