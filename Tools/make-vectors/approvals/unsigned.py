"""An approval has no signatures."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = [statement("approval", approval_body(p.agreement, 0)), approval(p.agreement, 1)]
refused(p, "9.6/4g")
