"""The key of a required approval is of small order."""
from forge import *

p = Package(agreement=approved_agreement())
p.agreement["approvals_required"][0]["key"] = key_line(SIGNING, ORDER_8)
p.approvals = [approval(p.agreement, 0), approval(p.agreement, 1)]
refused(p, "4/5")
