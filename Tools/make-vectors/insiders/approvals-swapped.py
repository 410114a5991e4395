"""Each approver signed what the other one was asked to."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = [approval(p.agreement, 0, OFFICER), approval(p.agreement, 1, OWNER)]
refused(p, "9.6/4m")
