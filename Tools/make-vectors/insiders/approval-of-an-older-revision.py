"""An approval that the approver gave to revision 1 of this agreement stands in revision 2."""
from forge import *

first = approved_agreement()
p = Package(agreement=approved_agreement(revision=2, supersedes=agreement_hash(first)))
p.approvals = [approval(first, 0), approval(p.agreement, 1)]
refused(p, "9.6/4c", "9.6/4e")
