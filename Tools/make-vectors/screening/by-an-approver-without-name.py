"""An approver accepts with no name."""
from forge import *

p = screened(ONE, agreement=APPROVER_ACCEPTS)
accept(p, ONE["id"], keys=(OWNER,), role=approver(p, 0)["role"])
refused(p, "17.3/3l")
