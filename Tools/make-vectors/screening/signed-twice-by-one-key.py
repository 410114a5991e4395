"""An acceptance has two signatures by one key, both of which verify."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], keys=(PROVIDER, PROVIDER))
refused(p, "17.3/3i", "17.3/3g")
