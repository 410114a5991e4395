"""An approval is signed by a stranger's key."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = [approval(p.agreement, 0, STRANGER), approval(p.agreement, 1)]
refused(p, "9.6/4m")
