"""The provider gave the approval, under the name and role of the approver."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = [approval(p.agreement, 0, PROVIDER), approval(p.agreement, 1)]
refused(p, "9.6/4m")
