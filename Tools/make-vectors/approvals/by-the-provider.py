"""An approval is signed by the provider."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = [approval(p.agreement, 0, PROVIDER), approval(p.agreement, 1)]
refused(p, "9.6/4m")
