"""The provider's key signs with a name."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], name="R. Patel")
refused(p, "17.3/3l")
