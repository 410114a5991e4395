"""The provider's key signs under an approver's role and name, where an analyst may accept."""
from forge import *

p = screened(ONE, agreement=approved_agreement())
accept(p, ONE["id"], **approver(p, 0) | {"keys": (PROVIDER,)})
refused(p, "17.3/3k", "17.3/3l")
