"""An approval has another reference, and the hash of this agreement."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = [approval(p.agreement, 0, reference="DSA-2026-015"), approval(p.agreement, 1)]
refused(p, "9.6/4d")
