"""Two findings are accepted by an approver, as the agreement wants it."""
from forge import *

p = screened(ONE, OTHER, agreement=APPROVER_ACCEPTS)
accept(p, *BOTH, **approver(p, 1))
accepted(p, "17.3/3k", "17.3/3l")
