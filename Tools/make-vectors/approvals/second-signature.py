"""An approval has a second signature, by a stranger, which verifies."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = [statement("approval", approval_body(p.agreement, 0), OWNER, STRANGER), approval(p.agreement, 1)]
refused(p, "9.6/4l")
