"""The provider's key signs under an approver's role and name, where the agreement wants an approver."""
from forge import *

p = screened(ONE, agreement=APPROVER_ACCEPTS)
accept(p, ONE["id"], **approver(p, 0) | {"keys": (PROVIDER,)})
refused(p, "17.3/3m")
