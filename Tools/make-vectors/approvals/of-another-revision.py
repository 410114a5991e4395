"""An approval has another revision, and the hash of this agreement."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = [approval(p.agreement, 0, revision=2), approval(p.agreement, 1)]
refused(p, "9.6/4e")
