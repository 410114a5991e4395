"""An approval that the approver gave to another agreement."""
from forge import *

p = Package(agreement=approved_agreement())
other = approved_agreement(reference="DSA-2025-009")
p.approvals = [approval(other, 0), approval(p.agreement, 1)]
refused(p, "9.6/4c", "9.6/4d")
