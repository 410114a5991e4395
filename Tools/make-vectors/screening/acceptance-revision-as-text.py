"""`revision` is a text."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], revision="1")
refused(p, "17.3/1p")
