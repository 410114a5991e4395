"""An approver accepts with no role."""
from forge import *

p = screened(ONE, agreement=APPROVER_ACCEPTS)
accept(p, ONE["id"], keys=(OWNER,), name=approver(p, 0)["name"])
refused(p, "17.3/3k")
