"""`of` is negative."""
from forge import *

p = screened(finding(of=-1))
accept(p, ONE["id"])
refused(p, "17.3/1g")
