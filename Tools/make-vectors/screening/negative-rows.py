"""`rows` is negative, or in it a number."""
from forge import *

p = screened(finding(rows=[1, -1]))
accept(p, ONE["id"])
refused(p, "17.3/1g")
