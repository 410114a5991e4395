"""`place` is `cell`."""
from forge import *

p = screened(finding(place="cell"))
accept(p, ONE["id"])
refused(p, "17.3/1m")
