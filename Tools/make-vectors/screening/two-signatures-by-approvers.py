"""An acceptance is signed by both approvers, for the first."""
from forge import *

p = screened(ONE, agreement=APPROVER_ACCEPTS)
accept(p, ONE["id"], **approver(p, 0) | {"keys": (OWNER, OFFICER)})
refused(p, "17.3/3i")
