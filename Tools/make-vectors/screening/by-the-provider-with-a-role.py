"""The provider's key signs with a role."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], role="data-owner")
refused(p, "17.3/3k")
