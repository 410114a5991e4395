"""An approval has the hash of the agreement with another title."""
from forge import *

p = Package(agreement=approved_agreement())
other = agreement_hash(p.agreement | {"title": "Another"})
p.approvals = [approval(p.agreement, 0, agreement_hash=other), approval(p.agreement, 1)]
refused(p, "9.6/4c")
