"""An approval is signed by the other approver, whose own is there too."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = [approval(p.agreement, 0, OFFICER), approval(p.agreement, 1)]
refused(p, "9.6/4m")
