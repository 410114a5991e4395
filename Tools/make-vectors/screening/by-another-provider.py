"""An acceptance is signed by another provider."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], keys=(OTHER_PROVIDER,))
refused(p, "17.3/3j")
