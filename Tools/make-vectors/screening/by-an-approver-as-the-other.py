"""An approver accepts under role and name of the other."""
from forge import *

p = screened(ONE, agreement=APPROVER_ACCEPTS)
accept(p, ONE["id"], **approver(p, 0) | {"keys": (OFFICER,)})
refused(p, "17.3/3k", "17.3/3l")
