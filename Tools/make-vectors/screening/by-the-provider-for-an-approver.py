"""An acceptance is signed with the provider's key, where the agreement wants an approver."""
from forge import *

p = screened(ONE, agreement=APPROVER_ACCEPTS)
accept(p, ONE["id"])
refused(p, "17.3/3m")
