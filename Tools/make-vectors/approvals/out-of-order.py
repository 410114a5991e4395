"""The approvals stand in another order than the requirements."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = p.approvals[::-1]
refused(p, "9.6/4o")
