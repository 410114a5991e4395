"""An unknown key in the body of an approval, which the approver signed."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = [approval(p.agreement, 0, unknown=1), approval(p.agreement, 1)]
refused(p, "2.1/14")
