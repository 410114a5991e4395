"""A reason is given for no finding."""
from forge import *

p = screened()
accept(p, accepted=[{"reason": "Published."}])
refused(p, "17.3/1o")
