"""An approval has two signatures by the required key, both of which verify."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = [statement("approval", approval_body(p.agreement, 0), OWNER, OWNER), approval(p.agreement, 1)]
refused(p, "9.6/4i")
