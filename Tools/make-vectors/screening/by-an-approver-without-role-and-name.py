"""An approver accepts with neither role nor name."""
from forge import *

p = screened(ONE, agreement=approved_agreement())
accept(p, ONE["id"], keys=(OWNER,))
refused(p, "17.3/3k", "17.3/3l")
