"""A stranger accepts under an approver's role and name."""
from forge import *

p = screened(ONE, agreement=APPROVER_ACCEPTS)
accept(p, ONE["id"], **approver(p, 0) | {"keys": (STRANGER,)})
refused(p, "17.3/3j")
