"""`count` is negative."""
from forge import *

p = screened(finding(count=-1))
accept(p, ONE["id"])
refused(p, "17.3/1g")
