"""A third approval is for a role that the agreement does not require; all that are required are there."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = p.approvals + [statement("approval", approval_body(p.agreement, 0, role="visitor"), STRANGER)]
refused(p, "9.6/4a")
