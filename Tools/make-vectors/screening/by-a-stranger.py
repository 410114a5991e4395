"""An acceptance is signed by a stranger."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], keys=(STRANGER,))
refused(p, "17.3/3j")
