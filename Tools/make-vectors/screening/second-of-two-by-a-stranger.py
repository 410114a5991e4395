"""The first acceptance covers every finding; the second, of one of them, is by a stranger."""
from forge import *

p = screened(ONE, OTHER)
accept(p, *BOTH)
accept(p, OTHER["id"], keys=(STRANGER,))
refused(p, "17.3/3j")
