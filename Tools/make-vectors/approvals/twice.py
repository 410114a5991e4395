"""One of the approvals stands twice, both times right."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = p.approvals + p.approvals[:1]
refused(p, "9.6/4b")
