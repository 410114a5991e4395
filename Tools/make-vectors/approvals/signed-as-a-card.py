"""An approval is signed under the context line of a card."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = [statement("card", approval_body(p.agreement, 0), OWNER), approval(p.agreement, 1)]
refused(p, "9.6/4k")
