"""`role` is no Reference."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], role="data owner", name="R. Patel")
refused(p, "17.3/1p")
